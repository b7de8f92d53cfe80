package io.forkedchild;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The environment that a child gets, following Node's rules for the variables that concern Node. */
final class ChildEnvironment {

    private static final String CHANNEL = "NODE_CHANNEL_FD";
    private static final String MODE = "NODE_CHANNEL_SERIALIZATION_MODE";
    private static final String COVERAGE = "NODE_V8_COVERAGE";

    private ChildEnvironment() {}

    static Map<String, String> of(OptionValues choices, OptionalInt channelIndex, Map<String, String> testEnvironment) {
        Variables variables = choices.variables;
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
            environment.put(MODE, choices.serialization.nodeName());
        });
        return Collections.unmodifiableMap(environment);
    }
}
