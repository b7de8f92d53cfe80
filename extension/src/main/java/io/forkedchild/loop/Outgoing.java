package io.forkedchild.loop;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.NativeBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes on their way into a descriptor, and the descriptor that goes with the first of them. */
final class Outgoing {

    private final byte[] bytes;
    private @Nullable Fd attached;
    private int written;

    Outgoing(byte[] bytes) {
        this.bytes = bytes;
    }

    Outgoing(byte[] bytes, Fd attached) {
        attached.number(); // refuses one that is closed while its sender can be told
        this.bytes = bytes;
        this.attached = attached;
    }

    int remaining() {
        return bytes.length - written;
    }

    /** Writes a part: the number of bytes, or {@link Fd#AGAIN}. */
    int writeTo(Fd fd, NativeBuffer buffer) {
        int length = Math.min(remaining(), buffer.capacity());
        buffer.put(0, bytes, written, length);
        int count = attached == null ? fd.write(buffer, 0, length) : fd.send(buffer, 0, length, attached);
        if (count > 0) {
            written += count;
            attached = null;
        }
        return count;
    }
}
