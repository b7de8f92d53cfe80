package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.forkedchild.loop.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = SEPARATE_THREAD)
class PollTest {

    private static final int LONG = 40_000;
    private static final boolean X86 = System.getProperty("os.arch").equals("amd64");
    private static final int GETTID = X86 ? 186 : 178;
    private static final int TGKILL = X86 ? 234 : 131;
    private static final int SIGPIPE = 13;

    private final FdPair sockets = FdPair.socketPair();
    private final EventFd alarm = new EventFd();
    private final NativeBuffer buffer = new NativeBuffer(1 << 16);

    @AfterEach
    void close() {
        alarm.close();
        sockets.close();
    }

    private boolean await(int events, int timeoutMillis) {
        return Poll.await(sockets.first(), events, alarm.fd(), timeoutMillis);
    }

    private void fill() {
        while (sockets.first().sendNow(buffer, 0, buffer.capacity()) != Fd.AGAIN) {
            // until nothing goes in any more
        }
    }

    @Test
    void timeIsOver() {
        long start = System.nanoTime();

        assertThat(await(Poll.IN, 20)).isFalse();
        assertThat(await(Poll.IN, 0)).isFalse();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void bytesMakeItReadable() throws Exception {
        Threads.together(() -> assertThat(await(Poll.IN, -1)).isTrue(), () -> FdTest.write(sockets.second(), "x"));

        assertThat(await(Poll.IN, LONG)).isTrue();
    }

    @Test
    void endOfFileMakesItReadable() {
        sockets.second().close();

        assertThat(await(Poll.IN, LONG)).isTrue();
    }

    @Test
    void roomMakesItWritable() {
        assertThat(await(Poll.OUT, LONG)).isTrue();
        assertThat(await(Poll.IN | Poll.OUT, LONG)).isTrue();
        fill();
        assertThat(await(Poll.OUT, 0)).isFalse();
        while (sockets.second().receiveNow(buffer) != Fd.AGAIN) {
            // until it is empty
        }
        assertThat(await(Poll.OUT, LONG)).isTrue();
    }

    /** Whoever waits for room has to learn that there will be none. */
    @Test
    void peerThatIsGoneMakesAFullSocketWritable() {
        fill();

        sockets.second().close();

        assertThat(await(Poll.OUT, LONG)).isTrue();
    }

    @Test
    void alarmEndsTheWait() throws Exception {
        Threads.together(() -> assertThat(await(Poll.IN, LONG)).isFalse(), alarm::signal);

        assertThat(await(Poll.IN, -1)).isFalse();
    }

    @Test
    void readyDescriptorCountsMoreThanTheAlarm() {
        alarm.signal();

        assertThat(await(Poll.OUT, LONG)).isTrue();
    }

    @Test
    void closedDescriptorIsRefused() {
        sockets.first().close();

        assertThatIllegalStateException().isThrownBy(() -> await(Poll.IN, LONG));
    }

    @Test
    void signalsDoNotEndTheWait() throws Exception {
        var thread = new AtomicLong();
        var known = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        long millis = 300;
        Threads.together(
                () -> {
                    thread.set(Libc.syscall(GETTID, 0, 0, 0, 0));
                    known.countDown();
                    long start = System.nanoTime();
                    boolean ready = await(Poll.IN, (int) millis);
                    long taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                    over.countDown();
                    assertThat(ready).isFalse();
                    assertThat(taken).isGreaterThanOrEqualTo(millis).isLessThan(LONG);
                },
                () -> {
                    long pid = ProcessHandle.current().pid();
                    known.await();
                    while (!over.await(2, TimeUnit.MILLISECONDS)) {
                        Libc.syscall(TGKILL, pid, thread.get(), SIGPIPE, 0);
                    }
                });
    }
}
