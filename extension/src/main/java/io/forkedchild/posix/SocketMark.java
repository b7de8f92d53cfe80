package io.forkedchild.posix;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.function.UnaryOperator;

/**
 * An option that can be changed in Java and is seen in the descriptor.
 *
 * @param number its number at the level {@code SOL_SOCKET}
 * @param numbers of how many numbers its value consists
 * @param other makes another value out of the present one
 */
record SocketMark<T>(NetworkChannel socket, SocketOption<T> option, int number, int numbers, UnaryOperator<T> other) {

    private static final int SO_REUSEADDR = 2;
    private static final int SO_LINGER = 13;
    private static final int UNUSUAL_SECONDS = 4711;

    /** The mark of sockets that are bound: what the option changes is the binding of later ones. */
    static SocketMark<Boolean> reuse(NetworkChannel socket) {
        return new SocketMark<>(socket, StandardSocketOptions.SO_REUSEADDR, SO_REUSEADDR, 1, present -> !present);
    }

    /** The mark of connections, and the only one that Unix-domain sockets have, where it changes nothing. */
    static SocketMark<Integer> linger(NetworkChannel socket) {
        return new SocketMark<>(
                socket,
                StandardSocketOptions.SO_LINGER,
                SO_LINGER,
                2,
                present -> present == UNUSUAL_SECONDS ? UNUSUAL_SECONDS + 1 : UNUSUAL_SECONDS);
    }

    /** Sets the mark while the task looks for it, and takes it away again. */
    void during(Runnable task) throws IOException {
        T present = socket.getOption(option);
        socket.setOption(option, other.apply(present));
        try {
            task.run();
        } finally {
            socket.setOption(option, present);
        }
    }
}
