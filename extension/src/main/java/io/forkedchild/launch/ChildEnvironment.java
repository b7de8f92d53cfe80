package io.forkedchild.launch;

import io.forkedchild.process.Serialization;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The environment that a child gets, following Node's rules for the variables that concern Node. */
public final class ChildEnvironment {

    private static final String CHANNEL = "NODE_CHANNEL_FD";
    private static final String MODE = "NODE_CHANNEL_SERIALIZATION_MODE";
    private static final String COVERAGE = "NODE_V8_COVERAGE";

    private ChildEnvironment() {}

    public static Map<String, String> of(
            Variables variables,
            Serialization serialization,
            OptionalInt channelIndex,
            Map<String, String> testEnvironment) {
        Map<String, String> environment = new LinkedHashMap<>(variables.only().orElse(testEnvironment));
        environment.putAll(variables.added());
        if (testEnvironment.containsKey(COVERAGE)) {
            environment.putIfAbsent(COVERAGE, testEnvironment.get(COVERAGE));
        }
        environment.keySet().removeAll(variables.without());
        // A Node child that is told of a channel which it does not have aborts, so ours must not reach it.
        environment.remove(CHANNEL);
        environment.remove(MODE);
        channelIndex.ifPresent(index -> {
            environment.put(CHANNEL, Integer.toString(index));
            environment.put(MODE, serialization.nodeName());
        });
        return Collections.unmodifiableMap(environment);
    }
}
