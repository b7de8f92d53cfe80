package io.forkedchild.channel;

import io.forkedchild.posix.SocketDescription;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Node's words for handles, and the sockets that each fits. */
public enum HandleType {
    SERVER("net.Server", SocketDescription.Type.STREAM),
    CONNECTION("net.Socket", SocketDescription.Type.STREAM),
    STREAM("net.Native", SocketDescription.Type.STREAM),
    DATAGRAMS("dgram.Socket", SocketDescription.Type.DATAGRAM),
    DATAGRAM("dgram.Native", SocketDescription.Type.DATAGRAM);

    private final String word;
    private final SocketDescription.Type socket;

    HandleType(String word, SocketDescription.Type socket) {
        this.word = word;
        this.socket = socket;
    }

    public String word() {
        return word;
    }

    /** Empty for a type that Node does not know. */
    public static Optional<HandleType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** Whether the name is in Node's manner, but none of Node's: a Node child ends at it. */
    public static boolean isMisspelt(String word) {
        return (word.startsWith("net.") || word.startsWith("dgram."))
                && named(word).isEmpty();
    }

    public static String words() {
        return Arrays.stream(values()).map(HandleType::word).collect(Collectors.joining(", "));
    }

    /** What a socket is to Node's code when nothing else was said. */
    public static HandleType nativeOf(SocketDescription socket) {
        return socket.type() == SocketDescription.Type.DATAGRAM ? DATAGRAM : STREAM;
    }

    public boolean fits(SocketDescription description) {
        return description.type() == socket
                && (this != SERVER || description.listening())
                && (this != CONNECTION || !description.listening());
    }
}
