package io.forkedchild.jvm;

import io.forkedchild.launch.EndOfJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file with the classes of the child's side in the form that the JVM has them in memory: what a fork need not find, read and
 * check again. It holds for one JVM and for jars that have not changed; its name tells for which.
 *
 * @param jars those whose classes it has; the class path must begin with them
 */
public record ClassDataArchive(Path file, List<Path> jars) {

    /** Starts a JVM that writes an archive. */
    @FunctionalInterface
    public interface Maker {

        /** Makes a file with the classes of the child's side, for a class path of these jars. */
        void make(Path file, List<Path> jars);
    }

    private static final int NAME_LENGTH = 16;
    private static final String SUFFIX = ".jsa";

    /** From this version on, the JVM calls its messages about archives by another name as well. */
    private static final int AHEAD_OF_TIME = 24;

    private static final Map<Path, Optional<ClassDataArchive>> FOUND = new HashMap<>();

    /**
     * The archive for this JVM, which is made if it is not there. Empty if the library does not come in a jar: directories have
     * no archives.
     */
    public static synchronized Optional<ClassDataArchive> in(Path directory, Maker maker) {
        return FOUND.computeIfAbsent(directory.toAbsolutePath(), path -> found(path, maker));
    }

    private static Optional<ClassDataArchive> found(Path directory, Maker maker) {
        var jars = ClassPath.ofChildSide();
        if (!jars.stream().allMatch(Files::isRegularFile)) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(directory);
            var name = "forkedchild-" + identity(jars) + "-";
            var file = whole(directory, name);
            return Optional.of(
                    new ClassDataArchive(file.isPresent() ? file.get() : made(directory, name, jars, maker), jars));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "classDataArchives: '" + directory + "' cannot be used: " + failure, failure);
        }
    }

    /** The name ends with the size: the JVM dies of a file that is cut off. */
    private static Optional<Path> whole(Path directory, String name) throws IOException {
        try (var files = Files.newDirectoryStream(directory, name + "*" + SUFFIX)) {
            for (var file : files) {
                if (file.getFileName().toString().equals(name + Files.size(file) + SUFFIX)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static String identity(List<Path> jars) throws IOException {
        var text = new StringBuilder(System.getProperty("java.home"))
                .append('\n')
                .append(System.getProperty("java.vm.version"));
        for (var jar : jars) {
            text.append('\n')
                    .append(jar)
                    .append(' ')
                    .append(Files.size(jar))
                    .append(' ')
                    .append(Files.getLastModifiedTime(jar));
        }
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Other test JVMs may do the same at the same time: whoever is last has the file that counts. */
    private static Path made(Path directory, String name, List<Path> jars, Maker maker) throws IOException {
        var unfinished = unfinished(directory);
        try {
            Files.delete(unfinished);
            maker.make(unfinished, jars);
            var file = directory.resolve(name + Files.size(unfinished) + SUFFIX);
            return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
            EndOfJvm.current().forget(unfinished);
        }
    }

    /** Known to the end of the JVM at once: a child that is asked to end writes its archive first. */
    private static Path unfinished(Path directory) throws IOException {
        try {
            return EndOfJvm.current().begin(() -> {
                try {
                    var file = Files.createTempFile(directory, "forkedchild-", ".tmp");
                    EndOfJvm.current().add(file);
                    return file;
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /** A JVM that cannot use it after all is to go on without a word: its output is the program's. */
    List<String> flags() {
        var silence = Runtime.version().feature() < AHEAD_OF_TIME ? "-Xlog:cds*=off" : "-Xlog:cds*=off,aot*=off";
        return List.of("-XX:SharedArchiveFile=" + file, silence);
    }
}
