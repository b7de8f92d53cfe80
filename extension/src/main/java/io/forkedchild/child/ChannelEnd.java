package io.forkedchild.child;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/** The child's end of the channel: an inherited socket, read and written by plain streams. */
final class ChannelEnd {

    private static final String HINT = "; start this JVM with --add-opens java.base/java.io=ALL-UNNAMED"
            + " --add-opens java.base/sun.nio.ch=ALL-UNNAMED, or with the module jdk.unsupported";

    private final FileDescriptor descriptor;
    private final FileInputStream in;
    private final FileOutputStream out;
    private volatile boolean open = true;
    private volatile boolean reading;
    private volatile boolean ending;
    private final Object view = new Object();
    private @Nullable SocketChannel channel;

    private ChannelEnd(FileDescriptor descriptor) {
        this.descriptor = descriptor;
        this.in = new FileInputStream(descriptor);
        this.out = new FileOutputStream(descriptor);
    }

    static ChannelEnd open(int number) {
        try {
            var type = FileDescriptor.class;
            return new ChannelEnd((FileDescriptor) NonPublicConstructor.make(type, new Class<?>[] {int.class}, number));
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new IllegalStateException("descriptor " + number + " cannot be opened" + HINT, failure);
        }
    }

    boolean isOpen() {
        return open;
    }

    /** From here on one thread reads until the end of file, or of this JVM, and closes then. */
    void beginReading() {
        reading = true;
        try {
            var waking = new Thread(new Waking(), "forkedchild-waking");
            waking.setDaemon(true);
            Runtime.getRuntime().addShutdownHook(waking);
        } catch (IllegalStateException ending) {
            // then this JVM waits a moment for the read
        }
    }

    /** What is still written goes out; no lambda, whose first one takes long. */
    private final class Waking implements Runnable {

        @Override
        public void run() {
            ending = true;
            try {
                channel().shutdownInput();
            } catch (ReflectiveOperationException | RuntimeException | IOException noMatter) {
                // then this JVM waits a moment for the read
            }
        }
    }

    /** Whether a read would give some at once. */
    boolean hasBytes() {
        try {
            return in.available() > 0;
        } catch (IOException reset) {
            return false;
        }
    }

    /** The number of bytes, or -1 at the end of file; a reset is an end, too. */
    int read(byte[] into) {
        try {
            return open ? in.read(into) : -1;
        } catch (IOException reset) {
            return -1;
        }
    }

    /** False if the channel is closed, by whichever side. */
    synchronized boolean write(byte[] frame) {
        if (!open) {
            return false;
        }
        try {
            out.write(frame);
            return true;
        } catch (IOException closedByParent) {
            return false;
        }
    }

    /** The thread that reads has come to the end. */
    void endReading() {
        if (ending) {
            return; // other shutdown hooks may still send
        }
        synchronized (this) {
            open = false;
            closeDescriptor();
        }
    }

    /** The parent reads what was written, then the end of file. */
    synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        if (reading) {
            shutDown();
        } else {
            closeDescriptor();
        }
    }

    /** A thread that waits in a read would keep the socket open behind a close: it has to be woken. */
    private void shutDown() {
        try {
            var channel = channel();
            channel.shutdownInput();
            channel.shutdownOutput();
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new IllegalStateException("the channel cannot be closed while it is read" + HINT, failure);
        } catch (IOException closedByParent) {
            // then the reading thread finds the end by itself
        }
    }

    /** Another view of the descriptor, which is never closed. */
    private SocketChannel channel() throws ReflectiveOperationException {
        synchronized (view) {
            if (channel == null) {
                channel = newChannel();
            }
            return channel;
        }
    }

    private SocketChannel newChannel() throws ReflectiveOperationException {
        var parameters =
                new Class<?>[] {SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, SocketAddress.class
                };
        return (SocketChannel) NonPublicConstructor.make(
                Class.forName("sun.nio.ch.SocketChannelImpl"),
                parameters,
                SelectorProvider.provider(),
                StandardProtocolFamily.UNIX,
                descriptor,
                UnixDomainSocketAddress.of(""));
    }

    private void closeDescriptor() {
        try {
            in.close();
            out.close();
        } catch (IOException failure) {
            throw new IllegalStateException("the channel could not be closed", failure);
        }
    }
}
