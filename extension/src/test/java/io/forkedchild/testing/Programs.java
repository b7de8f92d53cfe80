package io.forkedchild.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that not every machine has. */
public final class Programs {

    private Programs() {}

    /** Skips the test where the program is not in the PATH; fails it with {@code -Dforkedchild.requirePrograms=true}. */
    public static void require(String program) {
        boolean isThere = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!isThere && Boolean.getBoolean("forkedchild.requirePrograms")) {
            throw new IllegalStateException(
                    program + " is not in the PATH, but forkedchild.requirePrograms demands it");
        }
        assumeTrue(isThere, program + " is not in the PATH, and this needs it");
    }
}
