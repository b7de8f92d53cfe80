package io.forkedchild.loop;

import io.forkedchild.posix.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The loop that all children of this JVM share: started at first use, ended with the run, or with the JVM. */
public final class SharedLoop {

    private static final List<IntPredicate> AT_END = new ArrayList<>();

    private static @Nullable EventLoop loop;
    private static int runs;
    private static int run;

    private SharedLoop() {}

    /** What this machine lacks to have a loop, and children at all; empty if nothing is missing. */
    public static List<String> missing() {
        return Platform.missing();
    }

    /** The loop; a new one if the last has ended. */
    public static synchronized EventLoop get() {
        if (loop == null || loop.hasEnded()) {
            loop = new EventLoop();
        }
        return loop;
    }

    /** A test run begins: what is opened from here on belongs to it. */
    public static synchronized void begin() {
        run = ++runs;
    }

    /** The number of the present test run, from 1; 0 if there is none. */
    public static synchronized int run() {
        return run;
    }

    /**
     * Has something done once, before the loop ends with the run.
     *
     * @param step gets the number of the run, and returns whether something outside the run still needs the loop
     */
    public static synchronized void atEnd(IntPredicate step) {
        AT_END.add(step);
    }

    /**
     * Ends the loop if there is one, and before it what was to end first.
     *
     * @throws IllegalStateException if one of the steps failed; the others and the end of the loop have been tried all the same
     */
    public static void close() {
        boolean needed = false;
        var failures = new ArrayList<Throwable>();
        int ending = run();
        for (var step : steps()) {
            try {
                needed |= step.test(ending);
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            }
        }
        end(needed);
        if (!failures.isEmpty()) {
            var failure = new IllegalStateException("not all could be ended: " + failures.get(0), failures.get(0));
            failures.stream().skip(1).forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static synchronized List<IntPredicate> steps() {
        var steps = List.copyOf(AT_END);
        AT_END.clear();
        return steps;
    }

    private static synchronized void end(boolean needed) {
        run = 0;
        if (!needed) {
            closeLoop();
        }
    }

    private static void closeLoop() {
        if (loop != null) {
            loop.close();
            loop = null;
        }
    }
}
