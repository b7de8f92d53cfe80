package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class PidFdTest {

    private static final int SIGTERM = 15;

    @Test
    void isReadyWhenTheProcessHasEnded() {
        try (Epoll epoll = new Epoll();
                Child cat = Child.program("/bin/cat")) {
            epoll.add(cat.pidFd().fd(), Epoll.IN, 7);
            assertThat(epoll.await(0)).isZero();

            cat.input().close();

            assertThat(epoll.await(20_000)).isEqualTo(1);
            assertThat(epoll.token(0)).isEqualTo(7);
            assertThat(epoll.events(0) & Epoll.IN).isEqualTo(Epoll.IN);
        }
    }

    @Test
    void signalsTheProcess() {
        try (Child cat = Child.program("/bin/cat")) {
            assertThat(cat.pidFd().signal(SIGTERM)).isTrue();

            assertThat(cat.status().signal()).isEqualTo(SIGTERM);
        }
    }

    @Test
    void signalOfAWaitedForProcessReachesNobody() {
        try (Child child = Child.program("/bin/true")) {
            child.end();

            assertThat(child.pidFd().signal(SIGTERM)).isFalse();
        }
    }

    @Test
    void signalAfterCloseReachesNobody() {
        try (Child cat = Child.program("/bin/cat")) {
            PidFd second = PidFd.open(cat.pid());
            second.close();

            assertThat(second.signal(SIGTERM)).isFalse();

            cat.input().close();
            assertThat(cat.status().exitCode()).isZero();
        }
    }

    @Test
    void unknownSignalIsRefused() {
        try (PidFd self = PidFd.open((int) ProcessHandle.current().pid())) {
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> self.signal(99))
                    .withMessage("pidfd_send_signal 99: EINVAL (Invalid argument)");
        }
    }

    @Test
    void processThatIsGoneCannotBeOpened() {
        try (Child child = Child.program("/bin/true")) {
            child.end();

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> PidFd.open(child.pid()))
                    .withMessage("pidfd_open " + child.pid() + ": ESRCH (No such process)");
        }
    }
}
