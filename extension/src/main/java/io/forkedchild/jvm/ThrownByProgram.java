package io.forkedchild.jvm;

import io.forkedchild.ipc.JvmCommands;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program has thrown in a forked JVM, as the JVM told of it.
 *
 * @param className the name of its class in the child
 * @param text its class and message
 * @param cause empty if it has none, or too many
 */
public record ThrownByProgram(
        String className, String text, List<StackTraceElement> stack, Optional<ThrownByProgram> cause) {

    /** A child may send what it likes, also what has no end. */
    private static final int MOST_CAUSES = 16;

    static ThrownByProgram of(Map<?, ?> members) {
        return of(members, MOST_CAUSES);
    }

    private static ThrownByProgram of(Map<?, ?> members, int causes) {
        var cause = members.get(JvmCommands.CAUSE) instanceof Map<?, ?> told && causes > 0
                ? Optional.of(of(told, causes - 1))
                : Optional.<ThrownByProgram>empty();
        return new ThrownByProgram(
                String.valueOf(members.get(JvmCommands.TYPE)),
                String.valueOf(members.get(JvmCommands.TEXT)),
                List.copyOf(StackFrames.in(members)),
                cause);
    }

    @Override
    public String toString() {
        return text;
    }
}
