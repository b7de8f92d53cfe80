package io.forkedchild.channel;

import io.forkedchild.ipc.Codec;
import io.forkedchild.timeline.Excerpt;
import org.jspecify.annotations.Nullable;

/** The bytes of a message that came, with the handle that came with it. */
public record ReceivedMessage(
        Excerpt bytes, Codec codec, @Nullable HeldHandle handle) {

    /** The message for people. */
    public String text() {
        return codec.text(bytes.bytes());
    }
}
