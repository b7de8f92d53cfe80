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
                default -> throw new IllegalArgumentException(way[0]);
            }
            pass(channel, "\"last\"\n");
            var answers = new NativeBuffer(100);
            while (channel.read(answers) > 0) {}
        }
    }

    private static void pass(Fd channel, String line, Fd... attached) {
        Passing.send(channel, line.getBytes(UTF_8), attached);
    }
}
