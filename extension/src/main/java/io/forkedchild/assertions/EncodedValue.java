package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.ipc.Codec;
import io.forkedchild.timeline.Event;
import org.jspecify.annotations.Nullable;

/** A value as the message that it is on the channel of one child. Nothing is sent. */
final class EncodedValue {

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
    static EncodedValue of(ForkedChild child, @Nullable Object value) {
        var codec = codecOf(child);
        return new EncodedValue(codec, codec.encode(value));
    }

    /**
     * The value that the test sent.
     *
     * @throws IllegalStateException if the child was launched without a channel
     */
    static EncodedValue of(ForkedChild child, Event.MessageSent message) {
        return new EncodedValue(codecOf(child), message.bytes().bytes());
    }

    private static Codec codecOf(ForkedChild child) {
        return child.inspection()
                .serialization()
                .map(serialization -> Codec.valueOf(serialization.name()))
                .orElseThrow(() -> new IllegalStateException(child.name() + " has no channel"));
    }

    /** What {@link Message#value} gives of this message. */
    @Nullable
    Object value() {
        return codec.value(bytes);
    }

    /** What {@link Message#text} gives of this message. */
    String text() {
        return codec.text(bytes);
    }

    /** As {@link Message#hasValue}. */
    boolean hasValue(@Nullable Object expected) {
        return codec.hasValue(bytes, expected);
    }
}
