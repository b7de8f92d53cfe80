package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A process that a child has started, directly or not.
 *
 * @param process what the kernel says of it
 * @param command its command line, or its name in brackets
 * @param family that of the child
 */
public record Leftover(ProcessStat process, String command, Family family) implements Comparable<Leftover> {

    /** The program, and the script that it may be an interpreter of. */
    private static final int WORDS = 2;

    static Leftover of(ProcessStat process, Family family) {
        var directory = ProcessStat.directory(process.pid());
        var command = ProcessFiles.read(directory.resolve("cmdline"))
                .replace('\0', ' ')
                .strip();
        return new Leftover(
                process,
                command.isEmpty()
                        ? "[" + ProcessFiles.read(directory.resolve("comm")).strip() + "]"
                        : command,
                family);
    }

    public int pid() {
        return process.pid();
    }

    /** Its parent now: {@code 1 (systemd)}. */
    public String parent() {
        int number = ProcessStat.of(pid()).map(ProcessStat::parent).orElse(process.parent());
        return number + " ("
                + ProcessFiles.read(ProcessStat.directory(number).resolve("comm"))
                        .strip() + ")";
    }

    /** What people call it: its name, the file that it runs, and the first words of its command line without directories. */
    public Set<String> programs() {
        var programs = new LinkedHashSet<String>();
        programs.add(
                ProcessFiles.read(ProcessStat.directory(pid()).resolve("comm")).strip());
        executable().map(Leftover::fileName).ifPresent(programs::add);
        Stream.of(command.split(" ", WORDS + 1))
                .limit(WORDS)
                .map(word -> fileName(word.replaceFirst(":$", "")))
                .filter(word -> !word.isEmpty() && !word.startsWith("-"))
                .forEach(programs::add);
        return programs;
    }

    /** The name that its command line begins with. */
    public String program() {
        return fileName(command.split(" ", 2)[0].replaceFirst(":$", ""));
    }

    private Optional<String> executable() {
        try {
            var file = Files.readSymbolicLink(ProcessStat.directory(pid()).resolve("exe"));
            return Optional.of(file.toString().replaceFirst(" \\(deleted\\)$", ""));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether the process is still the one that was found, and runs. */
    public boolean isAlive() {
        return ProcessStat.of(pid())
                .filter(now -> now.start() == process.start() && !now.isZombie())
                .isPresent();
    }

    @Override
    public int compareTo(Leftover other) {
        return Integer.compare(pid(), other.pid());
    }

    @Override
    public String toString() {
        return "pid " + pid() + ": " + command;
    }
}
