package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventFdTest {

    private final Epoll epoll = new Epoll();
    private final EventFd eventFd = new EventFd();

    @BeforeEach
    void watch() {
        epoll.add(eventFd.fd(), Epoll.IN, 0);
    }

    @AfterEach
    void close() {
        eventFd.close();
        epoll.close();
    }

    @Test
    void signalOfAnotherThreadWakesTheWaitingOne() throws InterruptedException {
        Thread other = new Thread(eventFd::signal, "signal");
        other.start();

        assertThat(epoll.await(20_000)).isEqualTo(1);
        other.join();
    }

    @Test
    void oneDrainTakesAllSignals() {
        eventFd.signal();
        eventFd.signal();
        assertThat(epoll.await(0)).isEqualTo(1);

        eventFd.drain();

        assertThat(epoll.await(0)).isZero();
    }

    @Test
    void drainWithoutASignalDoesNothing() {
        eventFd.drain();

        assertThat(epoll.await(0)).isZero();
    }

    @Test
    void signalAfterCloseDoesNothing() {
        eventFd.close();

        eventFd.signal();

        assertThat(eventFd.fd().isOpen()).isFalse();
    }
}
