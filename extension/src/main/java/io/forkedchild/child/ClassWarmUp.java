package io.forkedchild.child;

import io.forkedchild.ipc.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Does once what forked JVMs do, to no effect, so that the classes are there when they are needed: in a JVM that waits, or in
 * the class-data archive of one that has done this before.
 */
final class ClassWarmUp {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Something that takes Jackson. */
    record Sent(int number, String text, List<Double> more) {}

    private ClassWarmUp() {}

    /** Does all that is likely. The parent sends a list. */
    public static void main(String... args) throws Throwable {
        var parent = ParentProcess.current();
        ofWork(new Wire(Codec.JSON), parent);
        parent.send(new Sent(1, "text", List.of(1.5)));
        parent.send(Instant.EPOCH);
        var message = parent.receive(BOUND).orElseThrow();
        parent.send(message.value());
        parent.send(message.json());
        parent.send(message.as(List.class));
        ThrownValue.of(new IllegalStateException("none", new AssertionError("none")));
        RunningThreads.described(List.of(Thread.currentThread()));
        Codec.ADVANCED.value(Codec.ADVANCED.encode(Map.of("date", Instant.EPOCH, "list", List.of(1.5))));
    }

    /** What every JVM does until its first plain message is sent; takes some ten milliseconds. */
    static void ofWork(Wire wire, ParentProcess parent) throws Throwable {
        var command =
                "{\"cmd\":\"NODE_NOTHING\",\"main\":\"" + Empty.class.getName() + "\",\"arguments\":[\"text\"]}\n";
        var read = Objects.requireNonNull(wire.internal(command.getBytes(StandardCharsets.UTF_8)));
        new Work(read, parent).run();
        Serialized.read(Serialized.write(new Object[] {1, "text", List.of(1)}));
        wire.framed(Map.of("plain", List.of(1, true, "text")));
        RunningThreads.besides(Thread.currentThread());
    }

    /** A main class. */
    static final class Empty {

        private Empty() {}

        public static void main(String... args) {}
    }
}
