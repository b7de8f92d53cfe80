package io.forkedchild.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.loop.Threads;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ByteLogThreadsTest {

    @Test
    void readersSeeWholeBytesWhileOneWrites() throws Exception {
        int total = 8 << 20;
        try (var log = new ByteLog(2 << 20)) {
            var done = new AtomicBoolean();
            Threads.together(
                    () -> {
                        writeNumbers(log, total);
                        done.set(true);
                    },
                    () -> readNumbers(log, done, 1),
                    () -> readNumbers(log, done, 2));

            assertThat(log.length()).isEqualTo(total);
        }
    }

    private static void writeNumbers(ByteLog log, int total) {
        var random = new Random(5);
        var source = new byte[20_000];
        for (int at = 0; at < total; ) {
            int count = Math.min(total - at, 1 + random.nextInt(source.length));
            for (int i = 0; i < count; i++) {
                source[i] = at(at + i);
            }
            log.append(source, 0, count);
            at += count;
        }
    }

    private static byte at(long position) {
        return (byte) (position * 31 + (position >> 8) * 17 + (position >> 16));
    }

    private static void readNumbers(ByteLog log, AtomicBoolean done, int seed) {
        var random = new Random(seed);
        while (!done.get()) {
            long length = log.length();
            long from = Math.max(0, length - random.nextInt(100_000) - 1);
            var bytes = log.bytes(from, length);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] != at(from + i)) {
                    throw new AssertionError("byte " + (from + i) + " of " + length);
                }
            }
        }
    }

    /** A channel would be closed by it, under everybody. */
    @Test
    void interruptedReaderDoesNotDisturbAnybody() throws Exception {
        try (var log = new ByteLog(0)) {
            log.append(new byte[100_000], 0, 100_000);
            Threads.together(
                    () -> {
                        for (int i = 0; i < 2000; i++) {
                            log.append(new byte[1000], 0, 1000);
                        }
                    },
                    () -> {
                        for (int i = 0; i < 2000; i++) {
                            Thread.currentThread().interrupt();
                            assertThat(log.bytes(0, 100_000)).hasSize(100_000);
                            assertThat(Thread.interrupted()).isTrue();
                        }
                    });

            assertThat(log.length()).isEqualTo(2_100_000);
            assertThat(log.bytes(2_000_000, 2_100_000)).containsOnly(0);
        }
    }

    @Test
    void readerDuringTheEndGetsBytesOrTheReason() throws Exception {
        for (int round = 0; round < 300; round++) {
            var log = new ByteLog(0);
            log.append(new byte[50_000], 0, 50_000);
            Threads.together(log::close, () -> {
                try {
                    assertThat(log.bytes(0, 50_000)).hasSize(50_000);
                } catch (IllegalStateException end) {
                    assertThat(end).hasMessageContaining("ended with its test");
                }
            });
        }
    }
}
