package io.forkedchild.loop;

/** What the loop calls, on its own thread, when a descriptor is ready. Never waits and never runs user code. */
public interface Handler {

    /** The descriptor is ready; {@code events} is a mask of {@code Epoll.IN}, {@code OUT}, {@code ERR} and {@code HUP}. */
    void ready(int events);

    /** {@link #ready} threw; the loop has stopped watching the descriptor and goes on with the others. */
    void failed(Throwable failure);

    /** Whether other descriptors of the same wake-up come first, as what a process wrote comes before its exit. */
    default boolean afterOthers() {
        return false;
    }
}
