package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What descriptors a child has, and what the parent keeps. */
class SpawnedDescriptorsTest {

    private static final int F_SETFD = 2;

    /** Far above what the JVM opens meanwhile. */
    private static final int HIGH = 600;

    /** The descriptors of the shell itself; the one through which it lists them is closed again when it tests them. */
    private static final String LIST_DESCRIPTORS =
            "for fd in /proc/$$/fd/*; do if test -e $fd; then echo ${fd##*/}; fi; done";

    @Test
    void childHasItsSlotsAndNothingElse() {
        try (Fd inherited = inherited();
                FdPair pipe = FdPair.pipe();
                Child child = Child.of(slots -> Child.shRequest(LIST_DESCRIPTORS, with(slots, 5, pipe.second())))) {
            assertThat(inherited.isOpen()).isTrue();
            assertThat(child.output().lines()).containsExactly("0", "1", "2", "5");
        }
    }

    @Test
    void emptySlotIsClosedEvenIfTheParentHasItOpen() {
        try (Fd inherited = inherited();
                Child child = Child.of(slots -> Child.shRequest(
                        LIST_DESCRIPTORS,
                        with(slots, inherited.number() + 1, slots.get(1).orElseThrow())))) {
            assertThat(child.output().lines()).containsExactly("0", "1", "2", String.valueOf(inherited.number() + 1));
        }
    }

    @Test
    void standardSlotsCanBeEmpty() {
        try (Child child = Child.of(slots ->
                Child.shRequest(LIST_DESCRIPTORS, List.of(Optional.empty(), slots.get(1), Optional.empty())))) {
            assertThat(child.output().lines()).containsExactly("1");
        }
    }

    @Test
    void slotsCanTradeNumbersWithTheirSources() {
        try (Fd zero = high("/dev/zero");
                Fd full = high("/dev/full");
                Fd nothing = high("/dev/null");
                Child child = Child.of(slots -> Child.shRequest(
                        "for fd in \"$@\"; do readlink /proc/$$/fd/$fd; done",
                        rotated(slots, List.of(zero, full, nothing)),
                        String.valueOf(zero.number()),
                        String.valueOf(full.number()),
                        String.valueOf(nothing.number())))) {
            assertThat(child.output().lines()).containsExactly("/dev/full", "/dev/null", "/dev/zero");
        }
    }

    private static List<Optional<Fd>> rotated(List<Optional<Fd>> slots, List<Fd> fds) {
        List<Fd> next = new ArrayList<>(fds);
        Collections.rotate(next, -1);
        List<Optional<Fd>> all = slots;
        for (int i = 0; i < fds.size(); i++) {
            all = with(all, fds.get(i).number(), next.get(i));
        }
        return all;
    }

    @Test
    void slotWhoseSourceHasTheSameNumberStaysOpen() {
        try (Fd zero = high("/dev/zero");
                Child child = Child.of(slots -> Child.shRequest(
                        "readlink /proc/$$/fd/$1", with(slots, zero.number(), zero), String.valueOf(zero.number())))) {
            assertThat(child.output()).isEqualTo("/dev/zero\n");
        }
    }

    @Test
    void childReadsWhatTheParentWrites() {
        try (Child cat = Child.program("/bin/cat")) {
            FdTest.write(cat.input(), "through and back");
            cat.input().close();

            assertThat(cat.output()).isEqualTo("through and back");
            assertThat(cat.status().exitCode()).isZero();
        }
    }

    @Test
    void childAnswersOverASocket() {
        try (FdPair sockets = FdPair.socketPair();
                Child child = Child.of(slots ->
                        Child.shRequest("read line <&3; echo \"got $line\" >&3", with(slots, 3, sockets.second())))) {
            sockets.second().close();
            FdTest.write(sockets.first(), "this\n");

            assertThat(Child.readAll(sockets.first())).isEqualTo("got this\n");
            assertThat(child.status().exitCode()).isZero();
        }
    }

    @Test
    void descriptorsAreBlockingInTheChildAsTheyWereGiven() {
        try (FdPair given = FdPair.socketPair();
                Child child = Child.of(
                        slots -> Child.shRequest("grep flags /proc/$$/fdinfo/3", with(slots, 3, given.second())))) {
            given.first().nonBlocking();

            assertThat(child.output()).isEqualTo("flags:\t02\n");
        }
    }

    @Test
    void slotsStayOpenInTheParent() {
        try (FdPair pipe = FdPair.pipe();
                Child child = Child.of(slots -> Child.shRequest("echo child >&3", with(slots, 3, pipe.second())))) {
            child.end();
            FdTest.write(pipe.second(), "parent");
            pipe.second().close();

            assertThat(Child.readAll(pipe.first())).isEqualTo("child\nparent");
        }
    }

    @Test
    void manySpawnsLeaveNoDescriptorBehind() throws IOException {
        spawnBothWays();
        long before = openDescriptors();

        for (int i = 0; i < 150; i++) {
            spawnBothWays();
        }

        // The JVM may open some of its own meanwhile; a leak would show at least one for each spawn.
        assertThat(openDescriptors()).isLessThan(before + 50);
    }

    /** One child that starts and one that does not, both with a source among their slots. */
    private static void spawnBothWays() {
        try (Fd fd = Fd.open("/dev/null", Fd.O_RDWR, 0);
                Child child = Child.of(slots -> Child.shRequest("exit 7", with(slots, fd.number() + 1, fd)))) {
            assertThat(child.status().exitCode()).isEqualTo(7);
            var fails = Child.request("/nowhere", List.of(), Optional.empty(), with(List.of(), fd.number() + 1, fd));
            assertThatExceptionOfType(PosixException.class).isThrownBy(fails::spawn);
        }
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    /** A descriptor that is not close-on-exec, like the sockets of the JVM. */
    private static Fd inherited() {
        Fd fd = high("/dev/null");
        assertThat(Libc.fcntl(fd.number(), F_SETFD, 0)).isZero();
        return fd;
    }

    private static Fd high(String path) {
        try (Fd fd = Fd.open(path, Fd.O_RDONLY, 0)) {
            return fd.duplicateFrom(HIGH);
        }
    }

    private static List<Optional<Fd>> with(List<Optional<Fd>> slots, int number, Fd fd) {
        List<Optional<Fd>> all = new ArrayList<>(slots);
        while (all.size() <= number) {
            all.add(Optional.empty());
        }
        all.set(number, Optional.of(fd));
        return all;
    }
}
