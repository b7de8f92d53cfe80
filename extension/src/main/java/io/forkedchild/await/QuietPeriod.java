package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import java.time.Duration;

/**
 * The time in which a child that has more to write would have written it: {@value #MILLIS} ms, and several looks, in
 * which it could run. A busy machine and a stopped child make it longer. One thread at a time may use it.
 */
final class QuietPeriod {

    private static final int MILLIS = 80;
    private static final long LENGTH = Duration.ofMillis(MILLIS).toNanos();

    /** A pause of the test's own JVM, however long, is one look. */
    private static final int LOOKS = 4;

    private static final long SHORTEST_STEP = Duration.ofMillis(10).toNanos();

    private final ForkedChild child;
    private HeldThreads held = new HeldThreads();
    private long begin;
    private long lastLook;
    private int looks;

    QuietPeriod(ForkedChild child) {
        this.child = child;
    }

    /** The child has written. */
    void begin() {
        held = new HeldThreads();
        lastLook = System.nanoTime();
        beginAt(lastLook);
    }

    private void beginAt(long time) {
        begin = time;
        looks = 0;
    }

    boolean isOver() {
        long now = System.nanoTime();
        if (now - lastLook < SHORTEST_STEP) {
            return false;
        }
        lastLook = now;
        looks++;
        if (held.areThere(child.pid())) {
            beginAt(now);
        }
        return looks >= LOOKS && now - begin >= LENGTH;
    }
}
