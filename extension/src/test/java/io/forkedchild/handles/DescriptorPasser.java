package io.forkedchild.handles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.JavaSocket;
import io.forkedchild.posix.NativeBuffer;
import io.forkedchild.posix.Passing;
import java.io.IOException;

/** A child that passes descriptors over its channel in ways in which Node does not; ends with the channel. */
final class DescriptorPasser {

    private static final String HANDLE = "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\",\"msg\":\"with\"}\n";
    private static final String AGAIN =
            "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Native\",\"msg\":" + HANDLE.strip() + "}\n";

    static final int DEEP = 100_000;
    static final int MANY = 1000;

    private static final int NESTED = 2000;

    private DescriptorPasser() {}

    public static void main(String[] way) throws IOException {
        try (Fd channel = Fd.owning(3);
                var server = Sockets.server();
                Fd socket = JavaSocket.duplicateOf(server);
                Fd file = Fd.open("/dev/null", Fd.O_RDONLY, 0)) {
            switch (way[0]) {
                case "early" -> {
                    pass(channel, "\"plain\"\n", socket);
                    pass(channel, HANDLE);
                }
                case "unclaimed" -> pass(channel, "\"plain\"\n", socket, socket);
                case "file" -> pass(channel, HANDLE, file);
                case "again" -> pass(channel, AGAIN, socket);
                case "line" -> pass(channel, way[1] + "\n", socket);
                case "deep" -> pass(channel, announced("[".repeat(DEEP) + "]".repeat(DEEP)), socket);
                case "in each other" -> pass(channel, inEachOther(), socket);
                case "many" -> many(channel, socket);
                default -> throw new IllegalArgumentException(way[0]);
            }
            pass(channel, "\"last\"\n");
            var answers = new NativeBuffer(100);
            while (channel.read(answers) > 0) {}
        }
    }

    private static String announced(String message) {
        return "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\",\"msg\":" + message + "}\n";
    }

    private static String inEachOther() {
        var begin = "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Native\",\"msg\":";
        return begin.repeat(NESTED) + HANDLE.strip() + "}".repeat(NESTED) + "\n";
    }

    private static void many(Fd channel, Fd socket) {
        for (int i = 0; i < MANY; i++) {
            pass(channel, i + "\n", socket);
        }
    }

    private static void pass(Fd channel, String line, Fd... attached) {
        Passing.send(channel, line.getBytes(UTF_8), attached);
    }
}
