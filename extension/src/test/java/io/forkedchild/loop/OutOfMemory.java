package io.forkedchild.loop;

import io.forkedchild.ForkedChildren;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Launches children while another thread takes all memory again and again, and one more when there is memory. */
public final class OutOfMemory {

    private static final Duration LACK = Duration.ofSeconds(3);

    private OutOfMemory() {}

    public static void main(String[] args) throws Exception {
        try (var children = ForkedChildren.open()) {
            children.spawn("true").waitFor(); // all classes are there
            var stop = new AtomicBoolean();
            var hog = new Thread(() -> takeMemory(stop), "hog");
            hog.start();
            int failures = launch(children, System.nanoTime() + LACK.toNanos());
            stop.set(true);
            hog.join();
            System.out.println("failures: " + failures);
            var after = children.spawn("echo", "pong");
            after.waitFor();
            System.out.println("after: " + after.stdout().text().strip());
        }
    }

    private static int launch(ForkedChildren children, long deadline) {
        int failures = 0;
        while (System.nanoTime() < deadline) {
            try {
                children.spawn("sh", "-c", "seq 1000").waitFor();
            } catch (OutOfMemoryError | RuntimeException failure) {
                failures++;
            }
        }
        return failures;
    }

    private static void takeMemory(AtomicBoolean stop) {
        while (!stop.get()) {
            @Nullable Object[] taken = null;
            for (int size = 1 << 18; size >= 1 && !stop.get(); ) {
                try {
                    var more = new @Nullable Object[size + 1];
                    more[0] = taken; // each holds the one before it
                    taken = more;
                } catch (OutOfMemoryError full) {
                    size /= 2;
                }
            }
        }
    }
}
