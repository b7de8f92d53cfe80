package io.forkedchild;

import io.forkedchild.channel.SharedFd;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.NativeBuffer;
import io.forkedchild.posix.Poll;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.util.Optional;

/**
 * A connected stream socket that came from a child, or was accepted from a server socket that did. Reading and writing wait
 * as long as the patience, then {@link java.net.SocketTimeoutException}. Any thread may close it; one at a time may read, and
 * one write.
 */
public final class SocketConnection implements ByteChannel {

    private static final int BUFFER_BYTES = 64 << 10;

    private final SharedFd fd;
    private final NativeBuffer incoming = new NativeBuffer(BUFFER_BYTES);
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private final NativeBuffer outgoing = new NativeBuffer(BUFFER_BYTES);

    SocketConnection(SharedFd fd) {
        this.fd = fd;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        synchronized (incoming) {
            if (unread.hasRemaining() || receive()) {
                int count = Math.min(target.remaining(), unread.remaining());
                target.put(unread.slice().limit(count));
                unread.position(unread.position() + count);
                return count;
            }
            return -1;
        }
    }

    private boolean receive() throws IOException {
        int count = fd.await("read", Poll.IN, socket -> transferred(socket.receiveNow(incoming)));
        unread = ByteBuffer.wrap(incoming.bytes(count));
        return count > 0;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int total = 0;
        synchronized (outgoing) {
            while (source.hasRemaining()) {
                total += writePart(source);
            }
        }
        return total;
    }

    private int writePart(ByteBuffer source) throws IOException {
        var part = new byte[Math.min(source.remaining(), BUFFER_BYTES)];
        source.get(source.position(), part);
        outgoing.put(0, part, 0, part.length);
        int count = fd.await("write", Poll.OUT, socket -> transferred(socket.sendNow(outgoing, 0, part.length)));
        source.position(source.position() + count);
        return count;
    }

    private static Optional<Integer> transferred(int count) {
        return count == Fd.AGAIN ? Optional.empty() : Optional.of(count);
    }

    /** What comes, as a stream. */
    public InputStream input() {
        return Channels.newInputStream(this);
    }

    /** Where to write, as a stream; nothing is buffered. */
    public OutputStream output() {
        return Channels.newOutputStream(this);
    }

    /** Lets the other side read the end of file, while this one goes on reading. */
    public void shutdownOutput() throws IOException {
        fd.use(socket -> {
            socket.shutdownWrite();
            return Optional.of(socket);
        });
    }

    @Override
    public boolean isOpen() {
        return fd.isOpen();
    }

    @Override
    public void close() {
        fd.close();
    }
}
