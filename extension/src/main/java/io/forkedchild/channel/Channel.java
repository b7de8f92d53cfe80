package io.forkedchild.channel;

import io.forkedchild.ipc.Codec;
import io.forkedchild.ipc.Transport;
import io.forkedchild.jvm.JvmOutcome;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.Wiring;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.ReadEnd;
import io.forkedchild.loop.Reader;
import io.forkedchild.loop.Sighting;
import io.forkedchild.loop.WriteEnd;
import io.forkedchild.posix.Fd;
import io.forkedchild.process.Framing;
import io.forkedchild.process.SendResult;
import io.forkedchild.recording.Recorder;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The test's end of a child's IPC channel, or of the messages over its stdin and stdout. State changes on the loop's thread only.
 */
public final class Channel implements Reader {

    private final String child;
    private final Transport transport;
    private final Codec codec;
    private final EventLoop loop;
    private final Recorder recorder;
    private final Consumer<Sighting> onEnd;
    private final Outbox outbox;
    private final ReceivedHandles handles;
    private final JvmOutcome outcome;
    private final Inbox inbox;
    private @Nullable ReadEnd reading;
    private volatile @Nullable WriteEnd stdin;
    private Runnable endStdin = () -> {};
    private Optional<String> peer = Optional.empty();
    private volatile boolean connected = true;
    private volatile boolean ended;
    private volatile boolean leftUnread;
    private boolean disconnecting;

    /**
     * A channel that is connected later.
     *
     * @param onEnd gets, when nothing can come any more, what the loop sees of that
     */
    private Channel(
            String child,
            Transport transport,
            EventLoop loop,
            Recorder recorder,
            Duration patience,
            Consumer<Sighting> onEnd) {
        this.child = child;
        this.transport = transport;
        this.codec = transport.codec();
        this.loop = loop;
        this.recorder = recorder;
        this.onEnd = onEnd;
        this.outbox = new Outbox(child, transport, loop, recorder, this::disconnectIfDone);
        this.handles = new ReceivedHandles(loop, outbox, patience);
        this.outcome = new JvmOutcome(child, recorder);
        this.inbox = new Inbox(child, transport, recorder, outbox, handles, outcome);
    }

    /** The channel of a plan, or its messages over stdin and stdout; empty if it has neither. */
    public static Optional<Channel> of(
            LaunchPlan plan,
            String child,
            EventLoop loop,
            Recorder recorder,
            Duration patience,
            Consumer<Sighting> onEnd) {
        var transport = plan.channelIndex().isPresent()
                ? Optional.of(Transport.valueOf("NODE_" + plan.serialization().name()))
                : Optional.of(plan.messages())
                        .filter(framing -> framing != Framing.NONE)
                        .map(framing -> Transport.valueOf(framing.name()));
        return transport.map(each -> new Channel(child, each, loop, recorder, patience, onEnd));
    }

    /**
     * Connects it to the parent's end of the socket.
     *
     * @param bornAt the wake-up at which the socket was made, or an earlier one
     */
    public void open(Wiring.ParentEnd end, long bornAt) {
        reading = ReadEnd.ofSocket(loop, end.forReading().orElseThrow(), this, bornAt);
        outbox.open(end.forWriting().orElseThrow());
        peer = end.peer();
    }

    /**
     * Connects it to the child's stdin; what the child writes comes from the reader of its stdout.
     *
     * @param pipe is owned and closed by the caller
     * @param written gets the bytes of each message as they are written
     * @param ending ends it behind what is queued
     */
    public void open(WriteEnd pipe, Consumer<byte[]> written, Runnable ending) {
        stdin = pipe;
        endStdin = ending;
        outbox.open(pipe, written);
    }

    // ---- what others may look at, from any thread

    public Codec codec() {
        return codec;
    }

    public boolean connected() {
        var pipe = stdin;
        return connected && (pipe == null || !pipe.isEnded());
    }

    /** Whether it is a socket of its own, and not stdin and stdout. */
    public boolean isOfNode() {
        return transport.isOfNode();
    }

    /** Whether every message that could come has come. */
    public boolean hasEnded() {
        return ended;
    }

    /** What the kernel calls the child's end of the socket; empty if the channel has ended. On the loop's thread. */
    public Optional<String> openEnd() {
        return ended ? Optional.empty() : peer;
    }

    /** Whether the child has read all that was sent to it, or had when the channel was closed. */
    public boolean hasReadAll() {
        return isOverAsInNode() ? !leftUnread : loop.call(() -> !leftUnread && (isOverAsInNode() || outbox.isRead()));
    }

    private boolean isOverAsInNode() {
        return ended && isOfNode();
    }

    public List<ReceivedMessage> messages() {
        return inbox.messages();
    }

    public List<ReceivedMessage> internalMessages() {
        return inbox.internalMessages();
    }

    /** What a JVM has told of the end of its work. */
    public JvmOutcome outcome() {
        return outcome;
    }

    // ---- messages to the child

    public SendResult send(@Nullable Object value) {
        return send(Outgoing.of(codec.encode(value)));
    }

    /** Sends the value that is written as JSON. */
    public SendResult sendJson(String text) {
        return send(Outgoing.of(codec.ofJson(text)));
    }

    /** Writes bytes as they are, which need be no message. */
    public SendResult sendRaw(byte[] bytes, int descriptor) {
        return send(Outgoing.raw(bytes, descriptor));
    }

    /** The descriptor is looked for, and the message encoded, on the caller's thread, who learns what is wrong with them. */
    public SendResult send(@Nullable Object value, Supplier<OutgoingHandle> handle) {
        if (!isOfNode()) {
            throw new IllegalStateException("a handle goes over a channel only: the messages of " + child
                    + " go over its stdin, as options.messages says");
        }
        var message = codec.encode(value);
        var outgoing = handle.get();
        try {
            return send(Outgoing.with(outgoing, message, codec.encode(outgoing.around(value))));
        } catch (RuntimeException failure) {
            outgoing.close();
            throw failure;
        }
    }

    private SendResult send(Outgoing outgoing) {
        return loop.call(() -> {
            if (!connected()) {
                outbox.refuse(outgoing);
                return SendResult.REFUSED;
            }
            return outbox.send(outgoing);
        });
    }

    // ---- end

    /**
     * Closes the test's end, as in Node behind the handles that the child has not acknowledged yet; false if it was closed
     * before.
     */
    public boolean disconnect() {
        return loop.call(() -> {
            if (!connected()) {
                raise("ERR_IPC_DISCONNECTED", "disconnect: the channel is closed already");
                return false;
            }
            if (stdin != null) {
                endStdin.run();
                recorder.changed();
                return true;
            }
            drain();
            if (connected) {
                disconnectInLoop();
            }
            return true;
        });
    }

    private void disconnectInLoop() {
        if (outbox.holdsBack()) {
            disconnecting = true;
            connected = false;
            recorder.changed();
        } else {
            finish(true);
        }
    }

    /** Closes in a later turn of the loop, and reads before: the child may have sent more behind what it acknowledged. */
    private void disconnectIfDone() {
        if (disconnecting) {
            loop.post(this::readAndClose, this::failed);
        }
    }

    public void drain() {
        if (reading != null) {
            reading.drain();
        }
    }

    private void readAndClose() {
        drain();
        close();
    }

    /** Closes although the child has not disconnected; on the loop's thread. */
    public void close() {
        if (!ended) {
            finish(true);
        }
    }

    /** Closes the handles that came and are still open; on the loop's thread. */
    public void closeHandles() {
        handles.close();
    }

    private void finish(boolean byTest) {
        finish(byTest, byTest || reading == null ? loop.moment() : reading.sighting());
    }

    private void finish(boolean byTest, Sighting sighting) {
        leftUnread |= isOfNode() && (!outbox.isRead() || (reading != null && reading.wasReset()));
        inbox.close(sighting);
        outbox.close();
        if (reading != null) {
            reading.close();
        }
        recorder.record(child, sighting, this::markEnded, stamp -> new Event.Disconnected(stamp, byTest));
        onEnd.accept(sighting);
    }

    private void markEnded() {
        connected = false;
        ended = true;
    }

    // ---- what the loop reads

    @Override
    public void descriptor(Fd descriptor) {
        inbox.descriptor(descriptor);
    }

    @Override
    public void bytes(byte[] bytes, int count) {
        inbox.bytes(bytes, count, reading == null ? Sighting.NONE : reading.sighting());
    }

    /** Takes what the child has written to its stdout. */
    public void bytes(byte[] bytes, int count, Sighting sighting) {
        inbox.bytes(bytes, count, sighting);
    }

    /** The child has exited, so that its stdin is closed now: says which messages it has not read. */
    public void exited() {
        if (!isOfNode()) {
            leftUnread |= !outbox.isRead();
            outbox.tellUnsent();
        }
    }

    /** The child's stdout has ended. */
    public void ended(Sighting sighting) {
        if (!ended) {
            finish(false, sighting);
        }
    }

    @Override
    public void turnEnded(Sighting sighting) {
        // each message was recorded as it came
    }

    @Override
    public void ended() {
        if (!ended) {
            finish(disconnecting);
        }
    }

    @Override
    public void failed(Throwable failure) {
        raise("INTERNAL", "channel: " + failure);
        if (!ended) {
            finish(false);
        }
    }

    private void raise(String code, String text) {
        recorder.record(child, stamp -> new Event.ErrorRaised(stamp, code, text));
    }
}
