package io.forkedchild.channel;

import io.forkedchild.posix.Fd;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A descriptor that came from a child, with the connections that were accepted from it. Any thread may use it. */
public final class HeldHandle {

    private final String type;
    private final Optional<String> key;
    private final SharedFd fd;
    private final List<SharedFd> accepted = new ArrayList<>();
    private boolean testIsOver;

    HeldHandle(String type, Optional<String> key, SharedFd fd) {
        this.type = type;
        this.key = key;
        this.fd = fd;
    }

    /** Node's word for it. */
    public String type() {
        return type;
    }

    boolean hasKey(String other) {
        return key.filter(other::equals).isPresent();
    }

    public SharedFd fd() {
        return fd;
    }

    /** Takes over an accepted connection, which is closed with the test; refuses it when the test is over. */
    public SharedFd keep(Fd connection) throws IOException {
        var shared = new SharedFd(connection, fd.patience(), () -> {});
        synchronized (this) {
            if (testIsOver) {
                shared.close();
                throw new ClosedChannelException();
            }
            accepted.removeIf(other -> !other.isOpen());
            accepted.add(shared);
        }
        return shared;
    }

    boolean isOpen() {
        return fd.isOpen();
    }

    /** Closes it and the connections that were accepted from it. */
    synchronized void closeWithTest() {
        testIsOver = true;
        accepted.forEach(SharedFd::close);
        fd.close();
    }

    @Override
    public String toString() {
        return type + (isOpen() ? "" : " (closed)");
    }
}
