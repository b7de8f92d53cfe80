package io.forkedchild.jvm;

import io.forkedchild.ipc.JvmCommands;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A stack that a forked JVM has sent. */
final class StackFrames {

    private StackFrames() {}

    /** The frames that a message has; a child may send what it likes, so what is no frame is left out. */
    static List<StackTraceElement> in(Map<?, ?> members) {
        return members.get(JvmCommands.FRAMES) instanceof List<?> frames
                ? frames.stream()
                        .filter(frame -> frame instanceof List<?> list && list.size() == 4)
                        .map(frame -> frame((List<?>) frame))
                        .toList()
                : List.of();
    }

    private static StackTraceElement frame(List<?> frame) {
        return new StackTraceElement(
                String.valueOf(frame.get(0)),
                String.valueOf(frame.get(1)),
                Objects.toString(frame.get(2), null),
                frame.get(3) instanceof Number line ? line.intValue() : -1);
    }
}
