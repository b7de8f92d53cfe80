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
    private long readyAt;
    private long emptyAt;
    private final int interest;
    private boolean paused;
    private boolean cancelled;

    Watch(EventLoop loop, Epoll epoll, Fd fd, int interest, long source, Handler handler, long emptyAt) {
        this.loop = loop;
        this.epoll = epoll;
        this.fd = fd;
        this.source = source;
        this.interest = interest;
        this.handler = handler;
        this.emptyAt = emptyAt;
        this.readyAt = loop.wakeUp(); // nothing more is known of what was there before
        epoll.add(fd, interest, source);
    }

    /** What the present wake-up sees of it. */
    public Sighting sighting() {
        return new Sighting(loop.wakeUp(), source, lastEmpty());
    }

    /** It is ready at the present wake-up, whether or not that goes on to read it. */
    void isReady() {
        emptyAt = lastEmpty();
        readyAt = loop.wakeUp();
    }

    /** It has been read until there was nothing more. */
    void isEmpty() {
        emptyAt = loop.wakeUp();
    }

    /** Whatever is not ready at a wake-up has nothing then. */
    private long lastEmpty() {
        long before = loop.sawAllBefore();
        return readyAt < before ? before : emptyAt;
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

    /** Stops watching until {@link #resume}. */
    void pause() {
        if (!paused && !cancelled) {
            paused = true;
            epoll.remove(fd);
        }
    }

    void resume() {
        if (paused && !cancelled) {
            paused = false;
            readyAt = loop.wakeUp(); // nothing is known of the time between
            epoll.add(fd, interest, source);
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Stops watching; does not close the descriptor. A second call does nothing. */
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            loop.forget(this);
            if (fd.isOpen() && !paused) { // a handler that failed may have closed it
                epoll.remove(fd);
            }
        }
    }
}
