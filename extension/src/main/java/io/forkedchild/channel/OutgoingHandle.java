package io.forkedchild.channel;

import io.forkedchild.posix.Fd;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor on its way to a child, and the duty to close it.
 *
 * @param original what the test closes when the child has it
 */
public record OutgoingHandle(
        Fd fd, String type, Optional<String> key, Optional<String> datagramType, Optional<Closeable> original)
        implements AutoCloseable {

    /** Node's message around a message with a handle, its members in Node's order. */
    Map<String, @Nullable Object> around(@Nullable Object message) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("cmd", NodeMessages.HANDLE);
        members.put("type", type);
        members.put("msg", message);
        datagramType.ifPresent(value -> members.put("dgramType", value));
        key.ifPresent(value -> members.put("key", value));
        return members;
    }

    /** Whether Node sends it again when it did not arrive. */
    boolean isConnection() {
        return type.equals("net.Socket");
    }

    /** The child has it: the test's own connection ends here, unless it was to stay open. */
    void closeOriginal() throws IOException {
        if (original.isPresent()) {
            original.get().close();
        }
    }

    @Override
    public void close() {
        fd.closeWithoutWaiting();
    }
}
