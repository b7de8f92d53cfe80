package io.forkedchild.launch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The variable that marks a child's environment, so that whatever it starts can be found. Each child has a name of its
 * own: the marks of nested test runs add up instead of replacing each other.
 */
public record EnvironmentMark(String variable) {

    private static final String PREFIX = "FORKEDCHILD_";
    private static final String RUN = (Long.toString(ProcessHandle.current().pid(), 36) + "_"
                    + Long.toString(System.currentTimeMillis(), 36))
            .toUpperCase(Locale.ROOT);
    private static final AtomicLong COUNT = new AtomicLong();

    static EnvironmentMark next() {
        return new EnvironmentMark(ofThisJvm() + COUNT.incrementAndGet());
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
