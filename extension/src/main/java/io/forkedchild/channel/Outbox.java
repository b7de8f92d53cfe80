package io.forkedchild.channel;

import io.forkedchild.ipc.Codec;
import io.forkedchild.ipc.Transport;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.WriteEnd;
import io.forkedchild.loop.Writer;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.process.SendResult;
import io.forkedchild.recording.ByteLog;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.Count;
import io.forkedchild.text.Layout;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the test sends over a channel, in its order. As in Node, nothing passes a handle that the child has not
 * acknowledged, but acknowledgements of its own. On the loop's thread only.
 */
final class Outbox implements Writer {

    private static final int RETRANSMISSIONS = 3;
    private static final int SHOWN_BYTES = 200;

    private final String child;
    private final Transport transport;
    private final Codec codec;
    private final EventLoop loop;
    private final Recorder recorder;
    private final Runnable onIdle;
    private final ByteLog log;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private @Nullable Outgoing unanswered;
    private int transmissions;
    private boolean dropped;

    /** Whether a message of the test is not with the kernel yet; what only the library answers is lost without an error. */
    private boolean isUnsent;

    private @Nullable WriteEnd end;
    private Consumer<byte[]> onPipe = bytes -> {};

    /** @param onIdle runs when all has gone out and every handle is acknowledged */
    Outbox(String child, Transport transport, EventLoop loop, Recorder recorder, Runnable onIdle) {
        this.child = child;
        this.transport = transport;
        this.codec = transport.codec();
        this.loop = loop;
        this.recorder = recorder;
        this.onIdle = onIdle;
        this.log = recorder.newByteLog();
    }

    void open(Fd fd) {
        end = new WriteEnd(loop, fd, true, this);
    }

    /**
     * Writes into a pipe that somebody else owns and closes.
     *
     * @param written gets the bytes of each message as they are written
     */
    void open(WriteEnd pipe, Consumer<byte[]> written) {
        end = pipe;
        onPipe = written;
    }

    // ---- messages

    SendResult send(Outgoing outgoing) {
        if (end == null || end.isEnded()) {
            outgoing.close();
            raise("EPIPE", what(outgoing) + " not sent, the child has closed " + itsEnd() + head(outgoing));
            return SendResult.REFUSED;
        }
        record(outgoing);
        if (unanswered != null) {
            waiting.add(outgoing);
            return SendResult.QUEUED;
        }
        return write(end, outgoing);
    }

    /** Sends one of Node's own messages at once, whatever waits. */
    void reply(Map<String, Object> members) {
        if (end != null && !end.isEnded()) {
            var message = codec.encode(members);
            record(message, Optional.empty());
            end.write(transport.framed(message));
        }
    }

    void refuse(Outgoing outgoing) {
        outgoing.close();
        raise("ERR_IPC_CHANNEL_CLOSED", what(outgoing) + " not sent, " + place() + " is closed" + head(outgoing));
    }

    private String place() {
        return transport.isOfNode() ? "the channel" : "stdin";
    }

    private String itsEnd() {
        return transport.isOfNode() ? "its end" : "its stdin";
    }

    private SendResult write(WriteEnd target, Outgoing outgoing) {
        if (outgoing.handle().isPresent()) {
            unanswered = outgoing;
            transmissions = 0;
            transmit(target, outgoing, outgoing.handle().get());
        } else {
            isUnsent = true;
            var bytes = outgoing.rawTo().isPresent() ? outgoing.wire() : transport.framed(outgoing.wire());
            onPipe.accept(bytes);
            target.write(bytes);
            isUnsent = target.queuedBytes() > 0;
        }
        if (target.isClosed()) {
            return SendResult.REFUSED;
        }
        return target.queuedBytes() == 0 ? SendResult.WRITTEN : SendResult.QUEUED;
    }

    /** Bytes that need be no message are input, as what is written to any other descriptor. */
    private void record(Outgoing outgoing) {
        if (outgoing.rawTo().isEmpty()) {
            record(outgoing.message(), outgoing.handleType());
            return;
        }
        int descriptor = outgoing.rawTo().getAsInt();
        Excerpt bytes = log.append(outgoing.wire(), 0, outgoing.wire().length);
        recorder.record(child, loop.moment(), stamp -> new Event.Input(stamp, descriptor, bytes));
    }

    private void record(byte[] message, Optional<String> handle) {
        Excerpt bytes = log.append(message, 0, message.length);
        boolean internal = transport.isInternal(message);
        boolean advanced = codec == Codec.ADVANCED;
        recorder.record(child, loop.moment(), stamp -> new Event.MessageSent(stamp, bytes, internal, advanced, handle));
    }

    // ---- handles

    private void transmit(WriteEnd target, Outgoing outgoing, OutgoingHandle handle) {
        transmissions++;
        record(outgoing.wire(), Optional.empty());
        isUnsent = true;
        target.write(transport.framed(outgoing.wire()), handle.fd());
        isUnsent = target.queuedBytes() > 0;
    }

    /** The child has answered a handle; what waited behind it goes out. */
    void answered(boolean taken) {
        var answered = unanswered;
        if (answered == null) {
            raise("ERR_IPC_UNEXPECTED_ANSWER", "the child has acknowledged a handle, but none was sent");
            return;
        }
        var handle = answered.handle().orElseThrow();
        if (!taken && handle.isConnection() && transmissions <= RETRANSMISSIONS && end != null && !end.isEnded()) {
            transmit(end, answered, handle);
            return;
        }
        unanswered = null;
        if (taken) {
            closeOriginal(handle);
        } else {
            raise(
                    "ERR_IPC_HANDLE_NOT_RECEIVED",
                    handle.type() + " did not reach the child, sent " + times() + head(answered));
        }
        handle.close();
        sendWaiting();
    }

    private String times() {
        return transmissions == 1 ? "once" : transmissions + " times";
    }

    private void closeOriginal(OutgoingHandle handle) {
        try {
            handle.closeOriginal();
        } catch (IOException failure) {
            raise("INTERNAL", "the test's end of a " + handle.type() + " could not be closed: " + failure);
        }
    }

    private void sendWaiting() {
        while (unanswered == null && !waiting.isEmpty() && end != null && !end.isEnded()) {
            write(end, waiting.remove());
        }
        if (isIdle()) {
            onIdle.run();
        }
    }

    /** Whether all has gone to the kernel, and every handle is acknowledged. */
    boolean isIdle() {
        return !holdsBack() && (end == null || end.queuedBytes() == 0);
    }

    /** Whether the child has read all that was sent, as far as the kernel can tell. */
    boolean isRead() {
        return !dropped && !holdsBack() && (end == null || end.isClosed() || isReadByPeer(end));
    }

    private boolean isReadByPeer(WriteEnd target) {
        return transport.isOfNode() ? target.isReadByPeer() : target.unreadBytes() == 0;
    }

    /** Whether a handle is not acknowledged yet. */
    boolean holdsBack() {
        return unanswered != null || !waiting.isEmpty();
    }

    // ---- end

    /** Says what will not arrive any more, and closes everything that is its own. */
    void close() {
        if (transport.isOfNode()) {
            tellUnsent();
            dropHandles();
            if (end != null) {
                end.close();
            }
        }
    }

    /** Says what will not be written any more. */
    void tellUnsent() {
        long bytes = end == null ? 0 : end.queuedBytes();
        if (bytes > 0 && isUnsent) {
            raise(
                    "ERR_IPC_UNSENT",
                    place() + " was closed before the child had read all: " + Count.bytes(bytes) + " dropped");
        }
    }

    private void dropHandles() {
        if (unanswered != null) {
            raise(
                    "ERR_IPC_HANDLE_UNANSWERED",
                    "the channel was closed before the child had acknowledged a "
                            + unanswered.handleType().orElse("") + "; messages that waited behind it and were dropped: "
                            + waiting.size());
            unanswered.close();
            unanswered = null;
        }
        waiting.forEach(Outgoing::close);
        waiting.clear();
    }

    @Override
    public void drained() {
        isUnsent = false;
        recorder.changed();
        if (isIdle()) {
            onIdle.run();
        }
    }

    /** The child is gone, or has closed its end: what it sent before is read until end of file. */
    @Override
    public void refused(PosixException refusal, long bytesDropped) {
        dropped = true;
        if (!isUnsent) {
            return;
        }
        raise(Errno.name(refusal.errno()), "message not read by the child: " + Count.bytes(bytesDropped) + " dropped");
    }

    @Override
    public void failed(Throwable failure) {
        raise("INTERNAL", "channel: " + failure);
    }

    private static String what(Outgoing outgoing) {
        return outgoing.rawTo().isPresent() ? Count.bytes(outgoing.wire().length) : "message";
    }

    private String head(Outgoing outgoing) {
        return outgoing.rawTo().isPresent() ? "" : ": " + Layout.beginning(codec.text(outgoing.message()), SHOWN_BYTES);
    }

    private void raise(String code, String text) {
        recorder.record(child, stamp -> new Event.ErrorRaised(stamp, code, text));
    }
}
