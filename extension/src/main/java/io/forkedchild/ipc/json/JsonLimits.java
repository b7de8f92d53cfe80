package io.forkedchild.ipc.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;

/** Lifts Jackson's limits, so that it reads what Node reads: however long, and as deep as there is memory for. */
final class JsonLimits {

    /** Deeper than any program means it; an array in an array is some 100 bytes of heap. */
    private static final int DEEPEST = 1_000_000;

    private JsonLimits() {}

    static JsonFactoryBuilder lifted(JsonFactoryBuilder factory) {
        var reading = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE);
        if (hasLimitsOfJackson216()) {
            OfJackson216.lift(reading, factory);
        }
        return factory.enable(
                        StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER) // the other takes seconds for a million digits
                .streamReadConstraints(reading.build());
    }

    private static boolean hasLimitsOfJackson216() {
        try {
            Class.forName(
                    "com.fasterxml.jackson.core.StreamWriteConstraints", false, JsonLimits.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException isOlder) {
            return false;
        }
    }

    /** Limits that Jackson 2.15 neither has nor can lift; the class is not loaded there. */
    private static final class OfJackson216 {

        static void lift(StreamReadConstraints.Builder reading, JsonFactoryBuilder factory) {
            reading.maxNameLength(Integer.MAX_VALUE);
            factory.streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build());
        }
    }
}
