package io.forkedchild.channel;

import io.forkedchild.loop.EventLoop;
import io.forkedchild.posix.Fd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The handles that came from a child, until its end: closes those that the test leaves open, and tells the child how many of
 * its connections are. On the loop's thread only.
 */
final class ReceivedHandles implements AutoCloseable {

    private final EventLoop loop;
    private final Outbox outbox;
    private final Duration patience;
    private final List<HeldHandle> handles = new ArrayList<>();
    private final Set<String> toNotify = new HashSet<>();

    ReceivedHandles(EventLoop loop, Outbox outbox, Duration patience) {
        this.loop = loop;
        this.outbox = outbox;
        this.patience = patience;
    }

    HeldHandle add(String type, Fd descriptor, Optional<String> key) {
        var handle = new HeldHandle(type, key, new SharedFd(descriptor, patience, this::oneWasClosed));
        handles.add(handle);
        return handle;
    }

    private void oneWasClosed() {
        loop.post(this::notifyOfClosed, failure -> {});
    }

    /** {@code NODE_SOCKET_GET_COUNT}: as in Node, a key that never came gets no answer. */
    void count(String key) {
        if (handles.stream().anyMatch(handle -> handle.hasKey(key))) {
            outbox.reply(NodeMessages.count(key, open(key)));
        }
    }

    /** {@code NODE_SOCKET_NOTIFY_CLOSE}: answered when no connection of this key is open. */
    void notifyClose(String key) {
        if (handles.stream().anyMatch(handle -> handle.hasKey(key))) {
            toNotify.add(key);
            notifyOfClosed();
        }
    }

    private void notifyOfClosed() {
        toNotify.removeIf(key -> {
            boolean none = open(key) == 0;
            if (none) {
                outbox.reply(NodeMessages.allClosed(key));
            }
            return none;
        });
    }

    private long open(String key) {
        return handles.stream()
                .filter(handle -> handle.hasKey(key) && handle.isOpen())
                .count();
    }

    @Override
    public void close() {
        handles.forEach(HeldHandle::closeWithTest);
    }
}
