package io.forkedchild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Patterns that somebody has seen before: what they mostly mean. */
final class Hints {

    private static final int PIPE_BYTES = 64 << 10;
    private static final int HEAD_BYTES = 4096;
    private static final String NOISE_OF_JVMS = "Picked up ";

    private Hints() {}

    static List<String> of(ForkedChild child) {
        var hints = new ArrayList<String>();
        Stream.of(1, 2)
                .flatMap(descriptor -> cutOff(child, descriptor).stream())
                .forEach(hints::add);
        noise(child).ifPresent(hints::add);
        return hints;
    }

    /** What a pipe holds is what arrives of a program that does not wait until the rest is read. */
    private static Optional<String> cutOff(ForkedChild child, int descriptor) {
        return child.process()
                .output(descriptor)
                .filter(output -> output.hasEnded()
                        && output.cut().isEmpty()
                        && output.length() > 0
                        && output.length() % PIPE_BYTES == 0)
                .filter(output -> child.exitCode().isPresent())
                .map(output -> Output.nameOf(descriptor) + " ended after exactly " + output.length() / PIPE_BYTES
                        + " × 64 KiB, which is what a pipe holds: a program that exits before all is written, as Node does"
                        + " in process.exit(), loses the rest");
    }

    private static Optional<String> noise(ForkedChild child) {
        return child.process()
                .output(2)
                .filter(output -> output.length() > 0)
                .flatMap(Hints::firstLine)
                .filter(line -> line.startsWith(NOISE_OF_JVMS))
                .map(line -> "a JVM prints this first line of stderr by itself, since " + variable(line)
                        + " is set in its environment; options.env can leave it out");
    }

    private static String variable(String line) {
        int end = line.indexOf(':');
        return line.substring(NOISE_OF_JVMS.length(), end < 0 ? line.length() : end);
    }

    private static Optional<String> firstLine(Output output) {
        try {
            return output.head(HEAD_BYTES).text().lines().findFirst();
        } catch (IllegalStateException ended) {
            return Optional.empty();
        }
    }
}
