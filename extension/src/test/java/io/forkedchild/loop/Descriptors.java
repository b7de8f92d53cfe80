package io.forkedchild.loop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** What this process has open. */
public final class Descriptors {

    private static final File OWN = new File("/proc/self/fd");

    private Descriptors() {}

    /** How many descriptors there are whose target, such as {@code anon_inode:[eventpoll]}, begins so. */
    public static long open(String target) {
        return Arrays.stream(Objects.requireNonNull(OWN.list()))
                .filter(name -> targetOf(name).startsWith(target))
                .count();
    }

    /**
     * How many of the kinds that the library opens: pipes, sockets and what watches them. All descriptors are not a
     * measure, since the JVM opens and closes files of its own at any moment.
     */
    public static long ofTheLibrarysKinds() {
        return open("pipe:") + open("socket:") + open("anon_inode:");
    }

    private static String targetOf(String name) {
        try {
            return Files.readSymbolicLink(Path.of(OWN.getPath(), name)).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
