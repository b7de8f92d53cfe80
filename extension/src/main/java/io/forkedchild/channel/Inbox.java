package io.forkedchild.channel;

import io.forkedchild.ipc.Codec;
import io.forkedchild.ipc.Frames;
import io.forkedchild.ipc.Transport;
import io.forkedchild.jvm.JvmOutcome;
import io.forkedchild.loop.Sighting;
import io.forkedchild.posix.Fd;
import io.forkedchild.recording.ByteLog;
import io.forkedchild.recording.GrowingList;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.Count;
import io.forkedchild.text.Marks;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a child sends over its channel: messages, Node's own messages, handles. Changes on the loop's thread only. */
final class Inbox implements Frames.Sink {

    private static final int SHOWN_BYTES = 200;

    /** Descriptors that no message is about yet: a child that sends more of them does not mean them. */
    private static final int MOST_DESCRIPTORS = 256;

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** Messages around a message; Node puts two around a connection that it sends again. */
    private static final int MOST_LAYERS = 4;

    private final String child;
    private final Transport transport;
    private final Codec codec;
    private final Recorder recorder;
    private final Outbox outbox;
    private final ReceivedHandles handles;
    private final JvmOutcome outcome;
    private final Frames frames;
    private final ByteLog log;
    private final GrowingList<ReceivedMessage> messages = new GrowingList<>();
    private final GrowingList<ReceivedMessage> internalMessages = new GrowingList<>();
    private final ArrayDeque<Fd> descriptors = new ArrayDeque<>();
    private Sighting sighting = Sighting.NONE;
    private int unclaimed;

    Inbox(
            String child,
            Transport transport,
            Recorder recorder,
            Outbox outbox,
            ReceivedHandles handles,
            JvmOutcome outcome) {
        this.child = child;
        this.transport = transport;
        this.codec = transport.codec();
        this.recorder = recorder;
        this.outbox = outbox;
        this.handles = handles;
        this.outcome = outcome;
        this.frames = transport.newFrames();
        this.log = recorder.newByteLog();
    }

    /** The messages so far, without Node's own. */
    List<ReceivedMessage> messages() {
        return messages.view();
    }

    /** Node's own messages so far. */
    List<ReceivedMessage> internalMessages() {
        return internalMessages.view();
    }

    /** A descriptor that came; the next {@code NODE_HANDLE} is about it. */
    void descriptor(Fd descriptor) {
        descriptors.add(descriptor);
        if (descriptors.size() > MOST_DESCRIPTORS) {
            descriptors.remove().close();
            unclaimed++;
        }
    }

    void bytes(byte[] bytes, int count, Sighting seen) {
        sighting = seen;
        frames.accept(bytes, count, this);
    }

    // ---- frames

    @Override
    public void message(byte[] message, long offset) {
        var bytes = log.append(message, 0, message.length);
        var defect = codec.defectOf(message);
        if (defect.isPresent()) {
            malformed(offset, message, defect.get(), bytes);
            return;
        }
        boolean internal = transport.isInternal(message);
        deliver(bytes, internal, null);
        if (internal) {
            command(message, codec.members(message));
        }
    }

    @Override
    public void unreadable(long offset, byte[] head, String why) {
        var bytes = log.append(head, 0, head.length);
        malformed(offset, head, why, bytes);
    }

    /** On a pipe, text that does not look like a message needs no reason. */
    private void malformed(long offset, byte[] message, String why, Excerpt bytes) {
        var shown = shown(message);
        boolean isPlain = shown.isBlank() || "{[\"C".indexOf(shown.charAt(0)) < 0;
        var text = transport.isOfNode()
                ? "no message (" + why + ") at byte " + offset + ": " + shown
                : frames.place(offset) + " of stdout is no message: "
                        + (shown.isBlank() ? "(an empty line)" : shown.stripTrailing())
                        + (isPlain ? "" : " (" + why + ")");
        raise("ERR_IPC_MALFORMED_MESSAGE", text, bytes);
    }

    @Override
    public void mismatch(long offset, byte[] head) {
        boolean json = codec == Codec.JSON;
        raise(
                "ERR_IPC_SERIALIZATION_MISMATCH",
                "the channel has serialization '" + (json ? "json" : "advanced")
                        + "', but the child writes '" + (json ? "advanced" : "json")
                        + "'; nothing more of it is read, from byte " + offset
                        + ": " + shown(head),
                log.append(head, 0, head.length));
    }

    /** Records and keeps it; {@code handle} is what came with it. */
    private void deliver(Excerpt bytes, boolean internal, @Nullable HeldHandle handle) {
        var message = new ReceivedMessage(bytes, codec, handle);
        recorder.record(
                child,
                sighting,
                () -> (internal ? internalMessages : messages).add(message),
                stamp -> new Event.MessageReceived(
                        stamp,
                        bytes,
                        internal,
                        codec == Codec.ADVANCED,
                        Optional.ofNullable(handle).map(HeldHandle::type)));
    }

    // ---- Node's own messages

    private void command(byte[] message, Map<?, ?> members) {
        switch (String.valueOf(members.get("cmd"))) {
            case NodeMessages.HANDLE -> handle(message, members);
            case NodeMessages.HANDLE_ACK -> outbox.answered(true);
            case NodeMessages.HANDLE_NACK -> outbox.answered(false);
            case NodeMessages.SOCKET_GET_COUNT -> text(members, "key").ifPresent(handles::count);
            case NodeMessages.SOCKET_NOTIFY_CLOSE -> text(members, "key").ifPresent(handles::notifyClose);
            default -> outcome.accept(members, sighting);
        }
    }

    /** What is no text is nothing that Node could have meant. */
    private static Optional<String> text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A Node child that sends a handle holds back all further messages until it is answered. */
    private void handle(byte[] message, Map<?, ?> members) {
        var type = text(members, "type");
        var inner = innermost(message);
        var descriptor = descriptors.poll();
        if (descriptor != null && type.isPresent() && inner.isPresent()) {
            var received = handles.add(type.get(), descriptor, text(members, "key"));
            outbox.reply(NodeMessages.command(NodeMessages.HANDLE_ACK));
            deliver(log.append(inner.get(), 0, inner.get().length), codec.isInternal(inner.get()), received);
            return;
        }
        outbox.reply(NodeMessages.command(NodeMessages.HANDLE_NACK));
        if (descriptor == null) {
            raise(
                    "ERR_IPC_HANDLE_MISSING",
                    "the child announced a " + type.orElse("handle without type") + ", but no descriptor came with it",
                    null);
        } else {
            descriptor.close();
            raise(
                    "ERR_IPC_MALFORMED_MESSAGE",
                    "NODE_HANDLE without a text as type, without msg, or with too many others inside; its descriptor was"
                            + " closed: " + shown(message),
                    log.append(message, 0, message.length));
        }
    }

    /** A message that Node sends again stands for the inner one. */
    private Optional<byte[]> innermost(byte[] message) {
        var inner = codec.inner(message);
        for (int i = 0; i < MOST_LAYERS && inner.filter(this::isHandle).isPresent(); i++) {
            inner = codec.inner(inner.get());
        }
        return inner.filter(innermost -> !isHandle(innermost));
    }

    private boolean isHandle(byte[] message) {
        return codec.isInternal(message)
                && NodeMessages.HANDLE.equals(codec.members(message).get("cmd"));
    }

    // ---- end

    /** Says what came and was no whole message; nothing more comes. */
    void close(Sighting seen) {
        sighting = seen;
        long bytes = frames.unfinishedBytes();
        if (bytes > 0) {
            var head = frames.unfinishedHead();
            raise(
                    "ERR_IPC_UNFINISHED_MESSAGE",
                    (transport.isOfNode() ? "the channel" : "stdout") + " ended inside a message, after "
                            + Count.bytes(bytes) + " of it: " + shown(head) + (bytes > head.length ? Marks.CUT : ""),
                    log.append(head, 0, head.length));
        }
        unclaimed += descriptors.size();
        if (unclaimed > 0) {
            raise(
                    "ERR_IPC_DESCRIPTOR_UNCLAIMED",
                    unclaimed + " descriptors came from the child without a message about them; they were closed",
                    null);
            descriptors.forEach(Fd::close);
            descriptors.clear();
        }
    }

    private String shown(byte[] bytes) {
        var head = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_BYTES));
        boolean text = codec == Codec.JSON;
        return (text ? new String(head, StandardCharsets.UTF_8) : HEX.formatHex(head))
                + (head.length < bytes.length ? Marks.CUT + " (" + Count.bytes(bytes.length) + ")" : "");
    }

    private void raise(String code, String text, @Nullable Excerpt bytes) {
        recorder.record(child, sighting, stamp -> new Event.ErrorRaised(stamp, code, text, Optional.ofNullable(bytes)));
    }
}
