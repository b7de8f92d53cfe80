package io.forkedchild.loop;

import io.forkedchild.ForkedChildren;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

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
            var taken = new ArrayList<byte[]>();
            for (int size = 1 << 20; size >= 16 && !stop.get(); ) {
                try {
                    taken.add(new byte[size]);
                } catch (OutOfMemoryError full) {
                    size /= 2;
                }
            }
        }
    }
}
