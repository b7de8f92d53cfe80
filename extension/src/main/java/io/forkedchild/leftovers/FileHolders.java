package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the processes that have a file open for writing, by the kernel's name for it: {@code pipe:[4711]}, see proc(5). That
 * also finds a daemon that has cleared its environment. Processes whose descriptors the test may not read are not found.
 */
public final class FileHolders {

    private static final Path PROC = Path.of("/proc");

    private FileHolders() {}

    /**
     * A process that could still write.
     *
     * @param command its command line, or its name in brackets
     * @param files those of the names that it has open
     */
    public record Writer(int pid, String command, Set<String> files) {
        /** Keeps a copy of the names. */
        public Writer {
            files = Set.copyOf(files);
        }
    }

    /** The processes that have one of the files open for writing, by process id. */
    public static List<Writer> of(Collection<String> files) {
        var wanted = Set.copyOf(files);
        if (wanted.isEmpty()) {
            return List.of();
        }
        return names(PROC)
                .filter(name -> name.chars().allMatch(Character::isDigit))
                .flatMap(pid -> writer(Integer.parseInt(pid), wanted).stream())
                .sorted(Comparator.comparingInt(Writer::pid))
                .toList();
    }

    private static Optional<Writer> writer(int pid, Set<String> wanted) {
        var descriptors = PROC.resolve(pid + "/fd");
        var open = names(descriptors)
                .flatMap(number -> writable(descriptors.resolve(number), wanted).stream())
                .collect(Collectors.toSet());
        return open.isEmpty() ? Optional.empty() : Optional.of(new Writer(pid, command(pid), open));
    }

    /** The permissions of the link are those with which the file was opened. */
    private static Optional<String> writable(Path descriptor, Set<String> wanted) {
        try {
            var file = Files.readSymbolicLink(descriptor).toString();
            boolean isWritable = wanted.contains(file)
                    && Files.getPosixFilePermissions(descriptor, LinkOption.NOFOLLOW_LINKS)
                            .contains(PosixFilePermission.OWNER_WRITE);
            return isWritable ? Optional.of(file) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String command(int pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .map(String::strip)
                .orElseGet(() -> "[" + name(pid) + "]");
    }

    private static String name(int pid) {
        var name = ProcessFiles.read(PROC.resolve(pid + "/comm")).strip();
        return name.isEmpty() ? "gone" : name;
    }

    /** The names; empty for a process that is gone, or not ours to look into. */
    private static Stream<String> names(Path directory) {
        var names = directory.toFile().list();
        return names == null ? Stream.empty() : Arrays.stream(names);
    }
}
