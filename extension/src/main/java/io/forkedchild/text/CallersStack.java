package io.forkedchild.text;

import java.util.List;
import java.util.stream.Stream;

/** Stack traces that begin where a test has called this library. */
public final class CallersStack {

    private CallersStack() {}

    /**
     * The same failure without the frames above the caller of these classes. A stack without any of them stays as it is.
     *
     * @param entries whose methods a test calls; nested classes and AssertJ's proxies of them count as well
     */
    public static <T extends Throwable> T of(T failure, Class<?>... entries) {
        var frames = List.of(failure.getStackTrace());
        var below = frames.stream()
                .dropWhile(frame -> !isOneOf(frame, entries))
                .dropWhile(frame -> isOneOf(frame, entries))
                .toArray(StackTraceElement[]::new);
        if (below.length > 0) {
            failure.setStackTrace(below);
        }
        return failure;
    }

    private static boolean isOneOf(StackTraceElement frame, Class<?>... classes) {
        return Stream.of(classes).anyMatch(one -> (frame.getClassName() + "$").startsWith(one.getName() + "$"));
    }
}
