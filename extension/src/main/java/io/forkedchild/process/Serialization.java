package io.forkedchild.process;

import io.forkedchild.text.Check;
import java.util.Arrays;
import java.util.Locale;

/** How messages are written on the channel; Node's {@code serialization} option. */
public enum Serialization {

    /** One line of JSON a message; every child can read it. */
    JSON,

    /** V8's structured clone format: also maps, sets, dates, bytes, big integers and cycles. */
    ADVANCED;

    /**
     * The serialization with Node's name, {@code json} or {@code advanced}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Serialization named(String name) {
        Check.given("serialization", name);
        return Arrays.stream(values())
                .filter(serialization -> serialization.nodeName().equals(name))
                .findAny()
                .orElseThrow(() -> Check.refusal("serialization", "must be 'json' or 'advanced'", name));
    }

    /** Its name in Node, and in the child's {@code NODE_CHANNEL_SERIALIZATION_MODE}. */
    public String nodeName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
