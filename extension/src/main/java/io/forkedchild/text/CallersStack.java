package io.forkedchild.text;

import java.util.function.Predicate;
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
        return of(failure, name -> Stream.of(entries).anyMatch(one -> (name + "$").startsWith(one.getName() + "$")));
    }

    /** As {@link #of(Throwable, Class[])}, for classes that are known by a predicate of their names. */
    public static <T extends Throwable> T of(T failure, Predicate<String> isEntry) {
        var below = Stream.of(failure.getStackTrace())
                .dropWhile(frame -> !isEntry.test(frame.getClassName()))
                .dropWhile(frame -> isEntry.test(frame.getClassName()))
                .toArray(StackTraceElement[]::new);
        if (below.length > 0) {
            failure.setStackTrace(below);
        }
        return failure;
    }
}
