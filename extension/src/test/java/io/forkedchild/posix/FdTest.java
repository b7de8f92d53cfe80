package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdTest {

    /** Far above what the JVM opens meanwhile. */
    private static final int HIGH = 700;

    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;

    @Test
    void writesAndReadsAFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("file");

        try (Fd fd = Fd.open(file.toString(), Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL, 0600)) {
            write(fd, "abc");
        }
        try (Fd fd = Fd.open(file.toString(), Fd.O_WRONLY | Fd.O_APPEND, 0)) {
            write(fd, "def");
        }

        assertThat(file).hasContent("abcdef");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (Fd fd = Fd.open(file.toString(), Fd.O_RDONLY, 0)) {
            NativeBuffer buffer = new NativeBuffer(10);
            assertThat(fd.read(buffer)).isEqualTo(6);
            assertThat(buffer.bytes(6)).asString(UTF_8).isEqualTo("abcdef");
            assertThat(fd.read(buffer)).isZero();
        }
    }

    @Test
    void nameOfAFileThatCannotBeOpenedIsInTheMessage() {
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Fd.open("/nowhere/at all", Fd.O_RDONLY, 0))
                .withMessage("open /nowhere/at all: ENOENT (No such file or directory)");
    }

    @Test
    void nulInAPathIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fd.open("/dev/null\0x", Fd.O_RDONLY, 0))
                .withMessage("path contains a NUL: \"/dev/null\\0x\"");
    }

    @Test
    void everythingThatIsOpenedIsCloseOnExec() {
        try (Fd file = devNull();
                Fd duplicate = file.duplicateFrom(HIGH);
                FdPair pipe = FdPair.pipe();
                FdPair sockets = FdPair.socketPair();
                EventFd eventFd = new EventFd();
                PidFd pidFd = PidFd.open((int) ProcessHandle.current().pid())) {
            assertThat(new Fd[] {
                        file,
                        duplicate,
                        pipe.first(),
                        pipe.second(),
                        sockets.first(),
                        sockets.second(),
                        eventFd.fd(),
                        pidFd.fd()
                    })
                    .allSatisfy(fd -> assertThat(Libc.fcntl(fd.number(), F_GETFD, 0) & FD_CLOEXEC)
                            .isEqualTo(FD_CLOEXEC));
        }
    }

    @Test
    void closedDescriptorHasNoNumber() {
        Fd fd = devNull();
        int number = fd.number();

        assertThat(fd.isOpen()).isTrue();
        assertThat(fd).hasToString("descriptor " + number);

        fd.close();

        assertThat(fd.isOpen()).isFalse();
        assertThat(fd).hasToString("descriptor " + number + " (closed)");
        assertThatIllegalStateException().isThrownBy(fd::number).withMessage("descriptor " + number + " is closed");
        assertThatIllegalStateException().isThrownBy(() -> fd.read(new NativeBuffer(1)));
    }

    @Test
    void secondCloseLeavesTheNextOwnerOfTheNumberAlone() {
        try (Fd source = devNull()) {
            Fd first = source.duplicateFrom(HIGH);
            int number = first.number();
            first.close();

            try (Fd next = Fd.duplicateOf(source.number(), number)) {
                first.close();

                assertThat(next.number()).isEqualTo(number);
                assertThat(next.read(new NativeBuffer(1))).isZero();
            }
        }
    }

    @Test
    void closeOfADescriptorThatSomebodyElseClosedFailsOnce() {
        try (Fd source = devNull()) {
            Fd owner = source.duplicateFrom(HIGH);
            int number = owner.number();
            Fd thief = Fd.owning(number);
            thief.close();

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(owner::close)
                    .withMessage("close " + number + ": EBADF (Bad file descriptor)");
            owner.close();
        }
    }

    @Test
    void duplicateOfADescriptorThatIsNotOpenFails() {
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Fd.duplicateOf(HIGH + 99, 0))
                .withMessage("fcntl F_DUPFD_CLOEXEC 799: EBADF (Bad file descriptor)");
    }

    @Test
    void duplicateIsIndependentOfItsSource() {
        Fd source = devNull();

        try (Fd duplicate = source.duplicateFrom(HIGH)) {
            source.close();

            assertThat(duplicate.number()).isGreaterThanOrEqualTo(HIGH);
            assertThat(duplicate.read(new NativeBuffer(1))).isZero();
        }
    }

    @Test
    void negativeNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fd.owning(-1));
    }

    @Test
    void readOfADirectoryFails() {
        try (Fd directory = Fd.open("/", Fd.O_RDONLY, 0)) {
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> directory.read(new NativeBuffer(1)))
                    .satisfies(exception -> assertThat(exception.errno()).isEqualTo(Errno.EISDIR));
        }
    }

    private static Fd devNull() {
        return Fd.open("/dev/null", Fd.O_RDWR, 0);
    }

    static void write(Fd fd, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        NativeBuffer buffer = new NativeBuffer(bytes.length);
        buffer.put(0, bytes, 0, bytes.length);
        assertThat(fd.write(buffer, 0, bytes.length)).isEqualTo(bytes.length);
    }
}
