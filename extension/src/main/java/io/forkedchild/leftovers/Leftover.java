package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;

/**
 * A process that a child has started, directly or not.
 *
 * @param process what the kernel says of it
 * @param command its command line, or its name in brackets
 * @param family that of the child
 */
public record Leftover(ProcessStat process, String command, Family family) implements Comparable<Leftover> {

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
