package io.forkedchild.child;

import io.forkedchild.ipc.Codec;
import io.forkedchild.ipc.JvmCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channel that this JVM was started with: a number of a descriptor, and how messages are written. A fork tells of it in
 * system properties, which processes that this one starts do not inherit; other parents do so in Node's variables.
 */
record InheritedChannel(int descriptor, Codec codec) {

    static final String PROPERTY = JvmCommands.CHANNEL_PROPERTY;
    static final String MODE_PROPERTY = JvmCommands.SERIALIZATION_PROPERTY;

    private static final String VARIABLE = "NODE_CHANNEL_FD";
    private static final String MODE_VARIABLE = "NODE_CHANNEL_SERIALIZATION_MODE";

    static Optional<InheritedChannel> find() {
        var property = System.getProperty(PROPERTY);
        return property == null
                ? find(VARIABLE, System.getenv(VARIABLE), System.getenv(MODE_VARIABLE))
                : find(PROPERTY, property, System.getProperty(MODE_PROPERTY));
    }

    private static Optional<InheritedChannel> find(String source, @Nullable String number, @Nullable String mode) {
        if (number == null || number.isEmpty()) {
            return Optional.empty();
        }
        int descriptor = descriptor(number);
        if (descriptor < 0) {
            throw new IllegalStateException(source + ": must be the number of an inherited socket, was '" + number
                    + "'; a process that was started without the channel must not be told of it");
        }
        return Optional.of(new InheritedChannel(descriptor, codec(mode)));
    }

    /** Negative for what is no socket: by accident the number may be that of another open file. */
    private static int descriptor(String number) {
        try {
            int descriptor = Integer.parseUnsignedInt(number);
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd", number));
            return target.toString().startsWith("socket:") ? descriptor : -1;
        } catch (IOException | NumberFormatException noDescriptor) {
            return -1;
        }
    }

    private static Codec codec(@Nullable String mode) {
        if (mode == null || mode.isEmpty() || mode.equals("json")) {
            return Codec.JSON;
        }
        if (mode.equals("advanced")) {
            return Codec.ADVANCED;
        }
        throw new IllegalStateException(MODE_VARIABLE + ": must be 'json' or 'advanced', was '" + mode + "'");
    }
}
