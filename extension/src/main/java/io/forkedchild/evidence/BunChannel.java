package io.forkedchild.evidence;

import io.forkedchild.process.Serialization;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A child of Bun whose channel has the serialization that Bun writes otherwise than Node. */
final class BunChannel {

    private static final Set<String> NAMES = Set.of("bun", "bunx");

    private BunChannel() {}

    /** There is no hint if a message of it could be read. */
    static Optional<String> hint(ChildSnapshot child) {
        boolean isSilent =
                child.channel().filter(channel -> channel.messages() == 0).isPresent();
        return isSilent && child.plan().serialization() == Serialization.ADVANCED && isBun(child)
                ? Optional.of(
                        "Bun has a format of its own for serialization 'advanced', which neither Node nor the test"
                                + " can read; with JSON both have the same")
                : Optional.empty();
    }

    private static boolean isBun(ChildSnapshot child) {
        var name = Path.of(child.plan().file()).getFileName();
        return name != null && NAMES.contains(name.toString());
    }
}
