package io.forkedchild;

import io.forkedchild.channel.Channel;
import io.forkedchild.ipc.Codec;
import io.forkedchild.process.Serialization;
import io.forkedchild.timeline.Event;
import org.jspecify.annotations.Nullable;

/** A value as the message that it is on the channel of one child. Nothing is sent. */
public final class EncodedValue {

    private final Codec codec;
    private final byte[] bytes;

    private EncodedValue(Codec codec, byte[] bytes) {
        this.codec = codec;
        this.bytes = bytes;
    }

    /**
     * The value as {@link ForkedChild#send} would send it.
     *
     * @throws IllegalArgumentException if the value cannot be sent; the text names the place inside the value
     * @throws IllegalStateException if the child was launched without a channel
     */
    public static EncodedValue of(ForkedChild child, @Nullable Object value) {
        var codec = codecOf(child);
        return new EncodedValue(codec, codec.encode(value));
    }

    /**
     * The value that the test sent.
     *
     * @throws IllegalStateException if the child was launched without a channel
     */
    public static EncodedValue of(ForkedChild child, Event.MessageSent message) {
        return new EncodedValue(codecOf(child), message.bytes().bytes());
    }

    private static Codec codecOf(ForkedChild child) {
        return child.process()
                .channel()
                .map(Channel::codec)
                .orElseThrow(() -> new IllegalStateException(child.name() + " has no channel"));
    }

    /** How the child's channel writes messages. */
    public Serialization serialization() {
        return codec == Codec.JSON ? Serialization.JSON : Serialization.ADVANCED;
    }

    /** What {@link Message#value} gives of this message. */
    public @Nullable Object value() {
        return codec.value(bytes);
    }

    /** What {@link Message#text} gives of this message. */
    public String text() {
        return codec.text(bytes);
    }

    /** As {@link Message#hasValue}. */
    public boolean hasValue(@Nullable Object expected) {
        return codec.hasValue(bytes, expected);
    }
}
