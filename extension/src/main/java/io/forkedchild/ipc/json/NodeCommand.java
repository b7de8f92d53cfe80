package io.forkedchild.ipc.json;

import org.jspecify.annotations.Nullable;

/** The {@code cmd} of messages that Node sends for itself. Needs no library, because JVM children load it that may have none. */
public final class NodeCommand {

    static final String PREFIX = "NODE_";

    private NodeCommand() {}

    /** Whether Node keeps a message with this {@code cmd} to itself. */
    public static boolean isInternal(@Nullable Object command) {
        return command instanceof String text && text.startsWith(PREFIX) && text.length() > PREFIX.length();
    }
}
