package io.forkedchild.ipc.v8;

import io.forkedchild.testing.Bounded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs one of the programs in {@code resources/advanced} with Node: it reads all of its stdin, and writes messages. */
final class AdvancedFixture {

    private AdvancedFixture() {}

    static List<byte[]> run(String program, byte[] stdin, String... args) {
        try {
            var command = new ArrayList<>(List.of("node", script(program)));
            command.addAll(List.of(args));
            var node = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                node.getOutputStream().write(stdin);
                node.getOutputStream().close();
                var messages = messages(
                        Bounded.call(program, () -> node.getInputStream().readAllBytes()));
                if (!node.waitFor(10, TimeUnit.SECONDS) || node.exitValue() != 0) {
                    throw new IllegalStateException(program + " did not exit with 0");
                }
                return messages;
            } finally {
                node.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    private static String script(String program) {
        var found = AdvancedFixture.class.getClassLoader().getResource("advanced/" + program);
        try {
            return Path.of(Objects.requireNonNull(found, program).toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<byte[]> messages(byte[] stdout) {
        var messages = new ArrayList<byte[]>();
        for (var rest = ByteBuffer.wrap(stdout); rest.hasRemaining(); ) {
            var message = new byte[rest.getInt()];
            rest.get(message);
            messages.add(message);
        }
        return messages;
    }

    /** Messages as they go over a channel. */
    static byte[] framed(List<byte[]> messages) {
        var frames = new ByteArrayOutputStream();
        for (var message : messages) {
            frames.writeBytes(ByteBuffer.allocate(4).putInt(message.length).array());
            frames.writeBytes(message);
        }
        return frames.toByteArray();
    }
}
