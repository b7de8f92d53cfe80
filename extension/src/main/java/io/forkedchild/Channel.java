package io.forkedchild;

import io.forkedchild.ipc.JsonMessages;
import io.forkedchild.ipc.LineFrames;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.ReadEnd;
import io.forkedchild.loop.Reader;
import io.forkedchild.loop.WriteEnd;
import io.forkedchild.loop.Writer;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.timeline.ByteLog;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.GrowingList;
import io.forkedchild.timeline.Recorder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The test's end of a child's IPC channel, serialization {@code json}. State changes on the loop's thread only. */
final class Channel implements Reader, Writer {

    private static final String HANDLE = "NODE_HANDLE";
    private static final byte[] HANDLE_REFUSED = "{\"cmd\":\"NODE_HANDLE_NACK\"}".getBytes(StandardCharsets.UTF_8);

    private final String child;
    private final EventLoop loop;
    private final Recorder recorder;
    private final Runnable onEnd;
    private final LineFrames frames = new LineFrames();
    private final ByteLog received;
    private final ByteLog sent;
    private final GrowingList<Message> messages = new GrowingList<>();
    private @Nullable ReadEnd reading;
    private @Nullable WriteEnd writing;
    private volatile boolean connected = true;
    private volatile boolean ended;
    private long wakeUp;
    private long source;

    /** @param onEnd runs when nothing can come any more */
    Channel(String child, EventLoop loop, Recorder recorder, Runnable onEnd) {
        this.child = child;
        this.loop = loop;
        this.recorder = recorder;
        this.onEnd = onEnd;
        this.received = recorder.newByteLog();
        this.sent = recorder.newByteLog();
    }

    /** Connects it to the parent's end of the socket; the second descriptor is a duplicate of the first. */
    void open(Fd forReading, Fd forWriting) {
        reading = new ReadEnd(loop, forReading, this);
        writing = new WriteEnd(loop, forWriting, true, this);
    }

    boolean connected() {
        return connected;
    }

    /** Whether every message that could come has come. */
    boolean hasEnded() {
        return ended;
    }

    List<Message> messages() {
        return messages.view();
    }

    SendResult send(byte[] json) {
        return loop.call(() -> sendInLoop(json));
    }

    private SendResult sendInLoop(byte[] json) {
        if (!connected || writing == null || writing.isEnded()) {
            raise("ERR_IPC_CHANNEL_CLOSED", "message not sent, the channel is closed: " + JsonMessages.head(json));
            return SendResult.REFUSED;
        }
        var line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        var excerpt = sent.append(json, 0, json.length);
        boolean internal = JsonMessages.isInternal(json);
        recorder.record(child, stamp -> new Event.MessageSent(stamp, excerpt, internal));
        writing.write(line);
        if (writing.isClosed()) {
            return SendResult.REFUSED;
        }
        return writing.queuedBytes() == 0 ? SendResult.WRITTEN : SendResult.QUEUED;
    }

    /** Closes the test's end; false if it was closed before. */
    boolean disconnect() {
        return loop.call(() -> {
            if (!connected) {
                raise("ERR_IPC_DISCONNECTED", "disconnect: the channel is closed already");
                return false;
            }
            drain();
            if (connected) {
                finish(true);
            }
            return true;
        });
    }

    void drain() {
        if (reading != null) {
            reading.drain();
        }
    }

    /** Closes without a word of the child; on the loop's thread. */
    void close() {
        if (connected) {
            finish(true);
        }
    }

    private void finish(boolean byTest) {
        reportUnfinished();
        reportUnsent();
        if (reading != null) {
            reading.close();
        }
        if (writing != null) {
            writing.close();
        }
        recorder.record(
                child,
                byTest ? 0 : wakeUp,
                byTest ? 0 : source,
                this::markEnded,
                stamp -> new Event.Disconnected(stamp, byTest));
        onEnd.run();
    }

    private void markEnded() {
        connected = false;
        ended = true;
    }

    private void reportUnsent() {
        long bytes = writing == null ? 0 : writing.queuedBytes();
        if (bytes > 0) {
            raise(
                    "ERR_IPC_UNSENT",
                    "the channel was closed before the child had read all: " + bytes + " bytes dropped");
        }
    }

    private void reportUnfinished() {
        int bytes = frames.unfinishedBytes();
        if (bytes > 0) {
            raise("ERR_IPC_UNFINISHED_MESSAGE", "the channel ended inside a message, after " + bytes + " bytes of it");
        }
    }

    @Override
    public void bytes(byte[] bytes, int count) {
        wakeUp = loop.wakeUp();
        source = reading == null ? 0 : reading.source();
        frames.accept(bytes, count, this::message);
    }

    private void message(byte[] line) {
        var excerpt = received.append(line, 0, line.length);
        var defect = JsonMessages.defectOf(line);
        if (defect.isPresent()) {
            raise(
                    "ERR_IPC_MALFORMED_MESSAGE",
                    "no JSON message (" + defect.get() + ") at byte " + excerpt.from() + ": "
                            + JsonMessages.head(line));
            return;
        }
        boolean internal = JsonMessages.isInternal(line);
        recorder.record(
                child,
                wakeUp,
                source,
                () -> keep(excerpt, internal),
                stamp -> new Event.MessageReceived(stamp, excerpt, internal));
        if (internal && JsonMessages.decode(line).path("cmd").asText().equals(HANDLE)) {
            refuseHandle();
        }
    }

    private void keep(Excerpt excerpt, boolean internal) {
        if (!internal) {
            messages.add(new Message(excerpt));
        }
    }

    /** A Node child that sends a handle holds back all further messages until it is answered. */
    private void refuseHandle() {
        raise("ERR_IPC_HANDLE_REFUSED", "a handle from the child was refused: messages with handles are not taken yet");
        sendInLoop(HANDLE_REFUSED);
    }

    @Override
    public void turnEnded(long wakeUp, long source) {
        // each message was recorded as it came
    }

    @Override
    public void ended() {
        wakeUp = loop.wakeUp();
        finish(false);
    }

    @Override
    public void drained() {
        recorder.changed();
    }

    /** The child is gone, or has closed its end: what it sent before is read until end of file. */
    @Override
    public void refused(PosixException refusal, long bytesDropped) {
        raise(Errno.name(refusal.errno()), "message not read by the child: " + bytesDropped + " bytes dropped");
    }

    @Override
    public void failed(Throwable failure) {
        raise("INTERNAL", "channel: " + failure);
        if (connected) {
            finish(false);
        }
    }

    private void raise(String code, String text) {
        recorder.record(child, stamp -> new Event.ErrorRaised(stamp, code, text));
    }
}
