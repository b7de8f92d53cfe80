package io.forkedchild.dossier;

import io.forkedchild.posix.ProcessMemory;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A system call that a process waits in, in words: the name of the call, and what it waits for. */
final class WaitWords {

    private static final int MOST_WATCHED = 6;
    private static final int MOST_POLLED = 64;
    private static final int MOST_SELECTED = 1024;
    private static final int POLLFD_BYTES = 8;
    private static final int TIMESPEC_BYTES = 16;
    private static final int PATH_BYTES = 256;
    private static final int PATH_COLUMNS = 80;
    private static final int F_SETLKW = 7;
    private static final int F_OFD_SETLKW = 38;
    private static final int TIMER_ABSTIME = 1;

    private static final String FILE_LOCK = "waits for a lock of the file ";

    private final int pid;
    private final SystemCall call;
    private final OpenFiles files;
    private final String started;

    /** @param started the processes that it has started, in words */
    WaitWords(int pid, SystemCall call, OpenFiles files, String started) {
        this.pid = pid;
        this.call = call;
        this.files = files;
        this.started = started;
    }

    String text() {
        return switch (call.name()) {
            case "read", "readv", "pread64", "preadv", "recvfrom", "recvmsg", "recvmmsg", "splice" ->
                "blocked in " + onDescriptor() + ": " + reads();
            case "write", "writev", "pwrite64", "pwritev", "sendto", "sendmsg", "sendmmsg", "sendfile" ->
                "blocked in " + onDescriptor() + ": " + writes();
            case "accept", "accept4" -> accept();
            case "connect" -> "blocked in " + onDescriptor() + ": " + files.words(call.number(0));
            case "wait4", "waitid" -> call.name() + " for " + children();
            case "poll", "ppoll" -> call.name() + ": " + watched(polled()) + atMost(pollTime());
            case "select", "pselect6" -> call.name() + ": " + watched(selected()) + atMost(timespec(call.pointer(4)));
            case "epoll_wait", "epoll_pwait", "epoll_pwait2" ->
                call.name() + ": " + watched(files.watchedBy(call.number(0))) + atMost(epollTime());
            case "nanosleep", "clock_nanosleep" -> call.name() + sleep();
            case "restart_syscall" -> "restart_syscall: goes on with a wait that a signal has interrupted";
            case "futex", "futex_waitv", "futex_wait" -> call.name() + ": waits for a lock or another thread";
            case "rt_sigsuspend", "rt_sigtimedwait", "pause" -> call.name() + ": waits for a signal";
            case "flock" -> onDescriptor() + ": " + FILE_LOCK + files.words(call.number(0));
            case "fcntl" -> fcntl();
            case "open", "openat" -> opens();
            case "fsync", "fdatasync" -> onDescriptor() + ": waits until the disk has " + files.words(call.number(0));
            default -> "blocked in " + call.name();
        };
    }

    private String onDescriptor() {
        return call.name() + "(" + call.number(0) + ")";
    }

    private String reads() {
        int descriptor = call.number(0);
        return switch (files.stream(descriptor).orElse("")) {
            case "" -> "waits for input from " + files.words(descriptor);
            case "stdin" -> "waits for input of the test";
            case "channel" -> "waits for a message of the test";
            default ->
                "waits for input of the test on " + files.stream(descriptor).get();
        };
    }

    private String writes() {
        int descriptor = call.number(0);
        return "waits until somebody reads what it has written to " + files.words(descriptor);
    }

    private String accept() {
        return call.name()
                + files.socket(call.number(0))
                        .map(socket -> " on " + socket.local() + ": waits for a connection")
                        .orElse(": waits for a connection");
    }

    private String children() {
        int wanted = call.number(call.name().equals("waitid") ? 1 : 0);
        return started.isEmpty() ? wanted > 0 ? "pid " + wanted : "a process that it has started" : started;
    }

    // ---- descriptors that are watched

    private List<Integer> polled() {
        int count = Math.min(Math.max(call.number(1), 0), MOST_POLLED);
        return ProcessMemory.read(pid, call.pointer(0), count * POLLFD_BYTES)
                .map(entries -> IntStream.range(0, count)
                        .mapToObj(i -> entries.getInt(i * POLLFD_BYTES))
                        .filter(descriptor -> descriptor >= 0)
                        .toList())
                .orElse(List.of());
    }

    /** Those that are selected for reading or for writing: a bit each. */
    private List<Integer> selected() {
        int count = Math.min(Math.max(call.number(0), 0), MOST_SELECTED);
        return Stream.of(1, 2)
                .flatMap(set -> ProcessMemory.read(pid, call.pointer(set), MOST_SELECTED / Byte.SIZE).stream())
                .flatMap(set -> BitSet.valueOf(set).stream().boxed())
                .filter(descriptor -> descriptor < count)
                .toList();
    }

    private String watched(List<Integer> descriptors) {
        var words = descriptors.stream()
                .distinct()
                .sorted()
                .filter(descriptor -> !files.isInternal(descriptor))
                .map(descriptor -> files.socket(descriptor)
                        .filter(Sockets.Socket::listens)
                        .map(Sockets.Socket::awaited)
                        .orElseGet(() -> files.words(descriptor)))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        if (words.isEmpty()) {
            return "waits for time to pass, or for its own threads";
        }
        int more = words.size() - MOST_WATCHED;
        return "waits for " + words.stream().limit(MOST_WATCHED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private long pollTime() {
        return call.name().equals("poll") ? call.number(2) : timespec(call.pointer(2));
    }

    private long epollTime() {
        return call.name().equals("epoll_pwait2") ? timespec(call.pointer(3)) : call.number(3);
    }

    private static String atMost(long millis) {
        return millis < 0 ? "" : ", at most " + millis + " ms";
    }

    /** The time at an address in milliseconds; negative if there is none, and if it cannot be read. */
    private long timespec(long address) {
        return ProcessMemory.read(pid, address, TIMESPEC_BYTES)
                .map(time -> time.getLong(0) * 1000 + time.getLong(Long.BYTES) / 1_000_000)
                .orElse(-1L);
    }

    private String sleep() {
        boolean hasClock = call.name().equals("clock_nanosleep");
        if (hasClock && (call.number(1) & TIMER_ABSTIME) != 0) {
            return until(timespec(call.pointer(2)));
        }
        long millis = timespec(call.pointer(hasClock ? 2 : 0));
        return millis < 0 ? "" : " for " + millis + " ms";
    }

    /** The clock of Java's {@code nanoTime} is the kernel's CLOCK_MONOTONIC, which has the number 1. */
    private String until(long millis) {
        long left = millis - Duration.ofNanos(System.nanoTime()).toMillis();
        return call.number(0) == 1 && left > 0 ? " for another " + left + " ms" : "";
    }

    // ---- files

    private String fcntl() {
        int command = call.number(1);
        return command == F_SETLKW || command == F_OFD_SETLKW
                ? onDescriptor() + ": " + FILE_LOCK + files.words(call.number(0))
                : "blocked in " + onDescriptor();
    }

    /** A named pipe makes a call of open wait. */
    private String opens() {
        var path = path(call.pointer(call.name().equals("openat") ? 1 : 0));
        return call.name() + (path.isEmpty() ? "" : " of " + path) + ": waits until the other end is opened";
    }

    private String path(long address) {
        return ProcessMemory.readAtMost(pid, address, PATH_BYTES)
                .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
                .map(text -> text.substring(0, Math.max(0, text.indexOf('\0'))))
                .map(text -> Layout.cut(Printable.of(text), PATH_COLUMNS))
                .orElse("");
    }
}
