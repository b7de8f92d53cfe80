package io.forkedchild.jvm;

import io.forkedchild.ipc.JvmCommands;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a thread that keeps a forked JVM running was doing when it was last looked at. */
public record RunningThread(String name, String state, List<StackTraceElement> stack) {

    private static final List<String> OF_THE_JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** How a thread waits; the caller is what it waits for. */
    private static final List<String> WAYS_OF_WAITING = List.of(
            "jdk.internal.",
            "sun.",
            "java.lang.Object",
            "java.lang.Thread",
            "java.util.concurrent.locks.",
            "java.util.concurrent.ForkJoinPool");

    static RunningThread of(Map<?, ?> members) {
        return new RunningThread(
                String.valueOf(members.get(JvmCommands.THREAD)),
                String.valueOf(members.get(JvmCommands.STATE)),
                StackFrames.in(members));
    }

    /** Name and state, with the place in the user's code and the method of the JDK that it has called there. */
    @Override
    public String toString() {
        int users = first(OF_THE_JDK);
        int called = users < 0 ? first(WAYS_OF_WAITING) : users - 1;
        var text = new StringBuilder(name).append(" (").append(state).append(')');
        if (called >= 0) {
            var frame = stack.get(called);
            text.append(" in ").append(frame.getClassName()).append('.').append(frame.getMethodName());
        }
        if (users >= 0) {
            text.append(" at ").append(stack.get(users));
        }
        return text.toString();
    }

    /** The index of the first frame that is in none of the packages; negative if there is none. */
    private int first(List<String> packages) {
        return IntStream.range(0, stack.size())
                .filter(i -> packages.stream().noneMatch(stack.get(i).getClassName()::startsWith))
                .findFirst()
                .orElse(-1);
    }
}
