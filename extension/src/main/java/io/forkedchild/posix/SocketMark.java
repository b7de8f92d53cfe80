package io.forkedchild.posix;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.function.UnaryOperator;

/**
 * An option that can be changed in Java and is seen in the descriptor.
 *
 * @param number its number at the level {@code SOL_SOCKET}
 * @param numbers of how many numbers its value consists
 * @param other makes another value out of the present one
 */
record SocketMark<T>(
        SocketOption<T> option,
        int number,
        int numbers,
        Reading<T> reading,
        Writing<T> writing,
        UnaryOperator<T> other) {

    private static final int SO_REUSEADDR = 2;
    private static final int SO_LINGER = 13;
    private static final int UNUSUAL_SECONDS = 4711;

    interface Reading<T> {
        T read(SocketOption<T> option) throws IOException;
    }

    interface Writing<T> {
        void write(SocketOption<T> option, T value) throws IOException;
    }

    /** For sockets that are bound: what the option changes is the binding of later ones. */
    static SocketMark<Boolean> reuse(Reading<Boolean> reading, Writing<Boolean> writing) {
        return new SocketMark<>(
                StandardSocketOptions.SO_REUSEADDR, SO_REUSEADDR, 1, reading, writing, present -> !present);
    }

    /** For connections, and the only one that Unix-domain sockets have, where it changes nothing. */
    static SocketMark<Integer> linger(Reading<Integer> reading, Writing<Integer> writing) {
        return new SocketMark<>(
                StandardSocketOptions.SO_LINGER,
                SO_LINGER,
                2,
                reading,
                writing,
                present -> present == UNUSUAL_SECONDS ? UNUSUAL_SECONDS + 1 : UNUSUAL_SECONDS);
    }

    /** Sets the mark while the task looks for it, and takes it away again. */
    void during(Runnable task) throws IOException {
        T present = reading.read(option);
        writing.write(option, other.apply(present));
        try {
            task.run();
        } finally {
            writing.write(option, present);
        }
    }
}
