package io.forkedchild.loop;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.Fd;

/** A descriptor that the loop watches until the watch is cancelled; used on the loop's thread only. */
public final class Watch {

    private final EventLoop loop;
    private final Epoll epoll;
    private final Fd fd;
    private final long source;
    private final Handler handler;
    private boolean cancelled;

    Watch(EventLoop loop, Epoll epoll, Fd fd, int interest, long source, Handler handler) {
        this.loop = loop;
        this.epoll = epoll;
        this.fd = fd;
        this.source = source;
        this.handler = handler;
        epoll.add(fd, interest, source);
    }

    /** A number for this descriptor that is unique among all watches of the loop. */
    public long source() {
        return source;
    }

    Handler handler() {
        return handler;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Stops watching; does not close the descriptor. A second call does nothing. */
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            loop.forget(this);
            if (fd.isOpen()) { // a handler that failed may have closed it
                epoll.remove(fd);
            }
        }
    }
}
