package io.forkedchild.loop;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.FdPair;
import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.Reaped;
import io.forkedchild.posix.SpawnRequest;
import java.util.List;
import java.util.Optional;

/** A real {@code cat} between a write end and a read end. */
final class Cat implements AutoCloseable {

    private static final int SIGKILL = 9;

    private final EventLoop loop;
    private final int pid;
    private final PidFd pidFd;
    private final WriteEnd input;
    private boolean reaped;

    Cat(EventLoop loop, Reader reader) {
        this.loop = loop;
        var in = FdPair.pipe();
        var out = FdPair.pipe();
        var slots = List.of(Optional.of(in.first()), Optional.of(out.second()));
        pid = new SpawnRequest("/bin/cat", List.of("cat"), List.of(), Optional.empty(), slots, false).spawn();
        pidFd = PidFd.open(pid);
        in.first().close();
        out.second().close();
        in.second().nonBlocking();
        out.first().nonBlocking();
        loop.call(() -> new ReadEnd(loop, out.first(), reader, 0));
        input = loop.call(() -> new WriteEnd(loop, in.second(), false, new Written()));
    }

    /** Writes that and the end of file. */
    void write(byte[] bytes) {
        loop.call(() -> {
            input.write(bytes);
            input.end();
            return true;
        });
    }

    int exitCode() {
        try (var epoll = new Epoll()) {
            epoll.add(pidFd.fd(), Epoll.IN, 0);
            if (epoll.await(20_000) != 1) {
                throw new AssertionError("cat still runs");
            }
        }
        reaped = true;
        return Reaped.poll(pid).orElseThrow().status().exitCode();
    }

    @Override
    public void close() {
        if (!reaped) {
            pidFd.signal(SIGKILL);
            exitCode();
        }
        pidFd.close();
        loop.call(() -> {
            input.close();
            return true;
        });
    }
}
