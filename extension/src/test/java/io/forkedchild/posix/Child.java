package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A real process with a pipe to its input and a pipe from its output and error output; killed by {@link #close()} if it
 * still runs then.
 */
final class Child implements AutoCloseable {

    static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin", "LANG=C");

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SIGKILL = 9;

    private final FdPair input = FdPair.pipe();
    private final FdPair output = FdPair.pipe();
    private final int pid;
    private final PidFd pidFd;
    private Optional<Reaped> reaped = Optional.empty();

    private Child(Function<List<Optional<Fd>>, SpawnRequest> request) {
        pid = request.apply(
                        List.of(Optional.of(input.first()), Optional.of(output.second()), Optional.of(output.second())))
                .spawn();
        pidFd = PidFd.open(pid);
        input.first().close();
        output.second().close();
    }

    /** Gets the request for its standard slots, which may be extended. */
    static Child of(Function<List<Optional<Fd>>, SpawnRequest> request) {
        return new Child(request);
    }

    static Child program(String path, String... arguments) {
        return of(slots -> request(path, List.of(arguments), Optional.empty(), slots));
    }

    static Child sh(String script, String... arguments) {
        return of(slots -> shRequest(script, slots, arguments));
    }

    static Child shIn(Path cwd, String script) {
        return of(slots -> request("/bin/sh", List.of("-c", script), Optional.of(cwd.toString()), slots));
    }

    static SpawnRequest shRequest(String script, List<Optional<Fd>> slots, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-c", script, "sh"));
        all.addAll(List.of(arguments));
        return request("/bin/sh", all, Optional.empty(), slots);
    }

    static SpawnRequest request(String path, List<String> arguments, Optional<String> cwd, List<Optional<Fd>> slots) {
        List<String> argv = new ArrayList<>(List.of(path));
        argv.addAll(arguments);
        return new SpawnRequest(path, argv, ENVIRONMENT, cwd, slots, false);
    }

    int pid() {
        return pid;
    }

    PidFd pidFd() {
        return pidFd;
    }

    Fd input() {
        return input.second();
    }

    /** Everything that the child writes until its output is closed. */
    String output() {
        return readAll(output.first());
    }

    /** Everything up to the end of file of a pipe or socket. */
    static String readAll(Fd fd) {
        NativeBuffer buffer = new NativeBuffer(4096);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int count = readSoon(fd, buffer); count > 0; count = readSoon(fd, buffer)) {
            all.writeBytes(buffer.bytes(count));
        }
        return all.toString(UTF_8);
    }

    private static int readSoon(Fd fd, NativeBuffer buffer) {
        awaitReadable(fd, "neither output nor its end");
        return fd.read(buffer);
    }

    private static void awaitReadable(Fd fd, String otherwise) {
        try (Epoll epoll = new Epoll()) {
            epoll.add(fd, Epoll.IN, 0);
            if (epoll.await(PATIENCE_MILLIS) != 1) {
                throw new AssertionError(otherwise);
            }
        }
    }

    /** Waits for the end. */
    Reaped end() {
        awaitReadable(pidFd.fd(), "child " + pid + " still runs");
        reaped = Reaped.poll(pid);
        return reaped.orElseThrow();
    }

    WaitStatus status() {
        return end().status();
    }

    @Override
    public void close() {
        if (reaped.isEmpty()) {
            pidFd.signal(SIGKILL);
            end();
        }
        pidFd.close();
        input.close();
        output.close();
    }
}
