package io.forkedchild.jvm;

import io.forkedchild.launch.EndOfJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files with arguments that forked JVMs read when they start ({@code java @file}): a class path may be longer than an
 * argument can be. Children with the same arguments share a file; all are deleted with their test.
 */
public final class ArgumentFiles implements AutoCloseable {

    private static final Charset OF_PATHS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private final Map<List<String>, Path> files = new HashMap<>();

    /** The file that has these arguments. */
    public synchronized Path with(List<String> arguments) {
        return files.compute(
                List.copyOf(arguments),
                (same, file) ->
                        file == null || !Files.exists(file) ? write(same) : file); // a cleaner may have taken it
    }

    private static Path write(List<String> arguments) {
        return EndOfJvm.current().begin(() -> written(arguments));
    }

    /** A child may run as another user. */
    private static Path written(List<String> arguments) {
        try {
            var file = EndOfJvm.createTemporaryFile(".args");
            EndOfJvm.current().add(file);
            Files.writeString(file, text(arguments), OF_PATHS);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the arguments of a JVM cannot be written to a file in " + System.getProperty("java.io.tmpdir")
                            + "; the system property java.io.tmpdir names another folder: " + failure,
                    failure);
        }
    }

    public static String text(List<String> arguments) {
        return arguments.stream().map(ArgumentFiles::quoted).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(String argument) {
        return '"'
                + argument.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    private static boolean isDeleted(Path file) {
        try {
            Files.deleteIfExists(file);
            EndOfJvm.current().forget(file);
            return true;
        } catch (IOException failure) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        var left = files.values().stream().filter(file -> !isDeleted(file)).toList();
        files.clear();
        if (!left.isEmpty()) {
            throw new IllegalStateException("files of arguments cannot be deleted: " + left);
        }
    }
}
