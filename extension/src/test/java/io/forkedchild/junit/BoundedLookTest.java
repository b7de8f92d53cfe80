package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A look at children never holds up a failure, nor takes its place. */
class BoundedLookTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void lookThatTakesTooLongSaysSo() {
        var never = new CountDownLatch(1);

        var answer = BoundedLook.of(() -> await(never), Duration.ofSeconds(1), why -> "unknown: " + why);

        assertThat(answer).isEqualTo("unknown: looking took longer than 1 s");
        never.countDown();
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "over";
        } catch (InterruptedException interrupt) {
            return "interrupted";
        }
    }

    @Test
    void lookThatFailsSaysWhy() {
        var answer = BoundedLook.of(BoundedLookTest::fail, LONG, why -> "unknown: " + why);

        assertThat(answer).isEqualTo("unknown: java.lang.IllegalStateException: gone");
    }

    private static String fail() {
        throw new IllegalStateException("gone");
    }

    @Test
    void interruptedThreadLooksAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        var answer = BoundedLook.of(() -> "seen", LONG, why -> why);

        assertThat(answer).isEqualTo("seen");
        assertThat(Thread.interrupted()).isTrue();
    }
}
