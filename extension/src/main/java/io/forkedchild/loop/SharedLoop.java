package io.forkedchild.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop that all children of this JVM share: started at first use, ended with the run, or with the JVM. */
public final class SharedLoop {

    private static final List<Runnable> AT_END = new ArrayList<>();

    private static @Nullable EventLoop loop;

    private SharedLoop() {}

    /** The loop; a new one if the last has ended. */
    public static synchronized EventLoop get() {
        if (loop == null || loop.hasEnded()) {
            loop = new EventLoop();
        }
        return loop;
    }

    /** Has something done once, before the loop ends with the run. */
    public static synchronized void atEnd(Runnable step) {
        AT_END.add(step);
    }

    /** Ends the loop if there is one, and before it what was to end first. */
    public static void close() {
        try {
            steps().forEach(Runnable::run);
        } finally {
            closeLoop();
        }
    }

    private static synchronized List<Runnable> steps() {
        var steps = List.copyOf(AT_END);
        AT_END.clear();
        return steps;
    }

    private static synchronized void closeLoop() {
        if (loop != null) {
            loop.close();
            loop = null;
        }
    }
}
