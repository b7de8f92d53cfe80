package io.forkedchild;

import io.forkedchild.text.Check;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What makes many forked JVMs start faster. Experimental: a later release may change or drop each of these settings.
 *
 * @param warmJvms how many JVMs wait for the next {@code fork} of a class or a lambda that is launched as two earlier ones
 *     were; of each of the four kinds of launches that were used last. Each is used once
 * @param classDataArchives a directory for archives of the classes that forked JVMs need besides those of their programs, so
 *     that those start sooner which load Jackson; one that is missing is made by the first fork, which takes about a second.
 *     Used where the library comes in a jar, by forks with the test's own {@code java} and class path
 */
public record JvmSettings(int warmJvms, Optional<Path> classDataArchives) {

    private static final int MOST_WARM_JVMS = 64;
    private static final JvmSettings DEFAULTS = new JvmSettings(0, Optional.empty());

    /** Refuses a negative number, and more than 64 warm JVMs. */
    public JvmSettings {
        Check.that(
                warmJvms >= 0 && warmJvms <= MOST_WARM_JVMS,
                "warmJvms",
                "must be between 0 and " + MOST_WARM_JVMS,
                warmJvms);
        Objects.requireNonNull(classDataArchives, "classDataArchives");
    }

    /** No warm JVMs, no archives. */
    public static JvmSettings defaults() {
        return DEFAULTS;
    }

    /** The same with another number of warm JVMs. */
    public JvmSettings warmJvms(int value) {
        return new JvmSettings(value, classDataArchives);
    }

    /** The same with a directory for class-data archives, which is made if it is missing. */
    public JvmSettings classDataArchives(Path directory) {
        return new JvmSettings(warmJvms, Optional.of(directory));
    }
}
