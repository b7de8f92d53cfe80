package io.forkedchild.launch;

import io.forkedchild.loop.Uninterrupted;
import java.time.Duration;

/** What the library itself tells the person who looks at the run: on stderr, a line each. */
public final class Console {

    private static final Duration BOUND = Duration.ofMillis(200);

    private Console() {}

    public static void print(String line) {
        System.err.println("forkedchild: " + line);
    }

    /** Does not wait for an output that nobody reads, or whose lock is held by the thread that ends the JVM. */
    public static void printFromHook(String line) {
        var printing = new Thread(() -> print(line), "forkedchild-last-line");
        printing.setDaemon(true);
        printing.start();
        Uninterrupted.join(printing, BOUND);
    }
}
