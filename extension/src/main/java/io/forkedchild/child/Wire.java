package io.forkedchild.child;

import io.forkedchild.ipc.Codec;
import io.forkedchild.ipc.Frames;
import io.forkedchild.ipc.JvmCommands;
import io.forkedchild.ipc.json.NodeCommand;
import io.forkedchild.ipc.json.PlainJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values and their bytes on the channel; as far as values are plain and written as JSON, without Jackson. */
final class Wire {

    private final Codec codec;

    Wire(Codec codec) {
        this.codec = codec;
    }

    Frames newFrames() {
        return codec.newFrames();
    }

    byte[] framed(@Nullable Object value) {
        if (codec == Codec.JSON) {
            var plain = PlainJson.encode(value);
            if (plain.isPresent()) {
                return codec.framed(plain.get());
            }
        }
        return codec.framed(codec.encode(value));
    }

    @Nullable
    Object value(byte[] message) {
        if (codec == Codec.JSON) {
            try {
                return PlainJson.value(message);
            } catch (IllegalArgumentException notPlain) {
                return codec.value(message);
            }
        }
        return codec.value(message);
    }

    /** The members of an internal message; null if it is one for the program. */
    @Nullable
    Map<?, ?> internal(byte[] message) {
        if (codec == Codec.JSON) {
            return mayBeInternal(message)
                            && value(message) instanceof Map<?, ?> members
                            && NodeCommand.isInternal(members.get(JvmCommands.COMMAND))
                    ? members
                    : null;
        }
        return codec.isInternal(message) ? codec.members(message) : null;
    }

    /** Spares most messages that nobody looks at; an escaped spelling is not missed. */
    private static boolean mayBeInternal(byte[] message) {
        if (message.length == 0 || message[0] != '{') {
            return false;
        }
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '\\' || (message[i] == '_' && i > 3 && message[i - 1] == 'E' && message[i - 4] == 'N')) {
                return true;
            }
        }
        return false;
    }

    Codec codec() {
        return codec;
    }
}
