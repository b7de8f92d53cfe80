package io.forkedchild.loop;

import org.jspecify.annotations.Nullable;

/** The loop that all children of this JVM share: started at first use, ended with the run, or with the JVM. */
public final class SharedLoop {

    private static @Nullable EventLoop loop;

    private SharedLoop() {}

    /** The loop; a new one if the last has ended. */
    public static synchronized EventLoop get() {
        if (loop == null || loop.hasEnded()) {
            loop = new EventLoop();
        }
        return loop;
    }

    /** Ends the loop if there is one. */
    public static synchronized void close() {
        if (loop != null) {
            loop.close();
            loop = null;
        }
    }
}
