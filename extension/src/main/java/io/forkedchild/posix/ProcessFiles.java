package io.forkedchild.posix;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What the kernel tells of a process in its directory, {@code /proc/4711} or {@code /proc/self}; see proc(5). */
public final class ProcessFiles {

    /**
     * An environment is read at once: its later parts would be missing if the process began another program
     * meanwhile.
     */
    private static final int ENVIRONMENT = 1 << 16;

    private static final int USUAL = 1 << 11;

    private ProcessFiles() {}

    /** A whole file; empty if the process has ended, or is not ours to look into. */
    public static String read(Path file) {
        return read(file, USUAL);
    }

    /** {@code environ}: the entries, each with a zero byte behind it. */
    public static String environment(Path process) {
        return read(process.resolve("environ"), ENVIRONMENT);
    }

    private static String read(Path file, int atOnce) {
        try (var input = new FileInputStream(file.toFile())) {
            var bytes = new ByteArrayOutputStream(0);
            var part = new byte[atOnce];
            for (int count = input.read(part); count > 0; count = input.read(part)) {
                bytes.write(part, 0, count);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The fields of {@code stat} behind the name, the state being the first; fewer than usual if it has ended. */
    public static String[] stat(Path process) {
        var stat = read(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    }

    /** A field of {@code status}, such as {@code VmHWM}; empty if it has ended. */
    public static Optional<String> status(Path process, String name) {
        return read(process.resolve("status"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
