package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EpollTest {

    private static final long TOKEN = 0x1234_5678_9abc_def0L;

    private final Epoll epoll = new Epoll();
    private final FdPair pipe = FdPair.pipe();
    private final NativeBuffer buffer = new NativeBuffer(1 << 16);

    @AfterEach
    void close() {
        pipe.close();
        epoll.close();
    }

    @Test
    void nothingIsReadyInTime() {
        epoll.add(pipe.first(), Epoll.IN, TOKEN);

        assertThat(epoll.await(0)).isZero();
        assertThat(epoll.await(1)).isZero();
    }

    @Test
    void readableDescriptorIsReportedWithItsToken() {
        epoll.add(pipe.first(), Epoll.IN, TOKEN);
        FdTest.write(pipe.second(), "x");

        assertThat(epoll.await(-1)).isEqualTo(1);
        assertThat(epoll.token(0)).isEqualTo(TOKEN);
        assertThat(epoll.events(0)).isEqualTo(Epoll.IN);
    }

    @Test
    void readableDescriptorIsReportedUntilItIsRead() {
        epoll.add(pipe.first(), Epoll.IN, TOKEN);
        FdTest.write(pipe.second(), "xy");

        assertThat(epoll.await(0)).isEqualTo(1);
        assertThat(epoll.await(0)).isEqualTo(1);
        pipe.first().read(buffer);
        assertThat(epoll.await(0)).isZero();
    }

    @Test
    void closeOfTheOtherSideHangsUp() {
        epoll.add(pipe.first(), Epoll.IN, TOKEN);
        FdTest.write(pipe.second(), "rest");
        pipe.second().close();

        assertThat(epoll.await(-1)).isEqualTo(1);
        assertThat(epoll.events(0)).isEqualTo(Epoll.IN | Epoll.HUP);
        pipe.first().read(buffer);
        assertThat(epoll.await(-1)).isEqualTo(1);
        assertThat(epoll.events(0)).isEqualTo(Epoll.HUP);
    }

    @Test
    void pipeWithoutAReaderIsAnErrorToItsWriter() {
        epoll.add(pipe.second(), 0, TOKEN);
        pipe.first().close();

        assertThat(epoll.await(-1)).isEqualTo(1);
        assertThat(epoll.events(0)).isEqualTo(Epoll.ERR);
    }

    @Test
    void fullPipeIsNotWritableUntilItIsRead() {
        pipe.second().nonBlocking();
        epoll.add(pipe.second(), Epoll.OUT, TOKEN);
        assertThat(pipe.second().write(buffer, 0, buffer.capacity())).isEqualTo(buffer.capacity());

        assertThat(epoll.await(0)).isZero();
        assertThat(pipe.first().read(buffer)).isEqualTo(buffer.capacity());
        assertThat(epoll.await(0)).isEqualTo(1);
    }

    @Test
    void removedDescriptorIsNotReported() {
        epoll.add(pipe.first(), Epoll.IN, TOKEN);
        FdTest.write(pipe.second(), "x");

        epoll.remove(pipe.first());

        assertThat(epoll.await(0)).isZero();
    }

    @Test
    void onlyEventsOfTheLastWaitCanBeAskedFor() {
        epoll.add(pipe.first(), Epoll.IN, TOKEN);
        FdTest.write(pipe.second(), "x");
        epoll.await(0);
        pipe.first().read(buffer);

        epoll.await(0);

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> epoll.token(0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> epoll.events(0));
    }

    @Test
    void moreEventsThanOneCallTakesComeWithTheNext() {
        List<EventFd> signalled = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            EventFd eventFd = new EventFd();
            signalled.add(eventFd);
            eventFd.signal();
            epoll.add(eventFd.fd(), Epoll.IN, i);
        }

        Set<Long> tokens = new HashSet<>();
        assertThat(collect(tokens)).isEqualTo(256);
        collect(tokens);
        signalled.forEach(EventFd::close);

        assertThat(tokens).hasSize(300);
    }

    private int collect(Set<Long> tokens) {
        int count = epoll.await(0);
        for (int i = 0; i < count; i++) {
            tokens.add(epoll.token(i));
            assertThat(epoll.events(i)).isEqualTo(Epoll.IN);
        }
        return count;
    }

    @Test
    void regularFileCannotBeWatched() {
        try (Fd file = Fd.open("/etc/passwd", Fd.O_RDONLY, 0)) {
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> epoll.add(file, Epoll.IN, TOKEN))
                    .withMessage("epoll_ctl EPOLL_CTL_ADD " + file.number() + ": EPERM (Operation not permitted)");
        }
    }
}
