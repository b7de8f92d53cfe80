package io.forkedchild.launch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The variable that marks a child's environment, so that whatever it starts can be found. Each child has a name of its
 * own: the marks of nested test runs add up instead of replacing each other. A process that clears its environment, or writes
 * its title over it, still has the second mark, a number in a limit that the kernel does not use.
 *
 * @param limit see {@link io.forkedchild.posix.LockLimit}
 */
public record EnvironmentMark(String variable, long limit) {

    private static final String PREFIX = "FORKEDCHILD_";
    private static final String RUN = (Long.toString(ProcessHandle.current().pid(), 36) + "_"
                    + Long.toString(System.currentTimeMillis(), 36))
            .toUpperCase(Locale.ROOT);
    private static final AtomicLong COUNT = new AtomicLong();

    /** Ten digits, before the eight of the child's number. */
    private static final long RUN_AS_NUMBER = ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L);

    private static final long MOST_CHILDREN = 100_000_000;

    static EnvironmentMark next() {
        long count = COUNT.incrementAndGet();
        return new EnvironmentMark(ofThisJvm() + count, RUN_AS_NUMBER * MOST_CHILDREN + count % MOST_CHILDREN);
    }

    /** How the limits of all children of this JVM begin, in decimal digits; eight digits follow. */
    static String limitsOfThisJvm() {
        return Long.toString(RUN_AS_NUMBER);
    }

    /** How the variables of all children of this JVM begin, and those of no other. */
    static String ofThisJvm() {
        return PREFIX + RUN + "_";
    }

    /** As it stands in {@code /proc/PID/environ}. */
    public String entry() {
        return variable + "=1";
    }

    Map<String, String> addedTo(Map<String, String> environment) {
        var marked = new LinkedHashMap<>(environment);
        marked.put(variable, "1");
        return marked;
    }
}
