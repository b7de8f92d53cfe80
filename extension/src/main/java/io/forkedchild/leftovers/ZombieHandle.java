package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A process that has ended, and that stays in the table of processes until its parent waits for it. */
final class ZombieHandle implements ProcessHandle {

    private final ProcessHandle process;
    private final String text;

    private ZombieHandle(ProcessHandle process, String text) {
        this.process = process;
        this.text = text;
    }

    static Stream<ProcessHandle> of(Leftover found) {
        int parent = found.process().parent();
        var text = found.command() + ", a zombie: it has ended, and its parent, pid " + parent + " ("
                + ProcessFiles.read(ProcessStat.directory(parent).resolve("comm"))
                        .strip()
                + "), has not waited for it";
        return ProcessHandle.of(found.pid()).<ProcessHandle>map(process -> new ZombieHandle(process, text)).stream();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Optional<ProcessHandle> parent() {
        return process.parent();
    }

    @Override
    public Stream<ProcessHandle> children() {
        return Stream.of();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return Stream.of();
    }

    @Override
    public Info info() {
        return new InfoOfZombie(process.info(), text);
    }

    @Override
    public CompletableFuture<ProcessHandle> onExit() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public boolean supportsNormalTermination() {
        return process.supportsNormalTermination();
    }

    @Override
    public boolean destroy() {
        return false;
    }

    @Override
    public boolean destroyForcibly() {
        return false;
    }

    /** A zombie has ended. */
    @Override
    public boolean isAlive() {
        return false;
    }

    @Override
    public int compareTo(ProcessHandle other) {
        return Long.compare(pid(), other.pid());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessHandle handle && handle.pid() == pid() && !handle.isAlive();
    }

    @Override
    public int hashCode() {
        return process.hashCode();
    }

    @Override
    public String toString() {
        return "pid " + pid() + ", " + text;
    }

    /** What the kernel keeps of it; the command line says that it is a zombie. */
    private record InfoOfZombie(Info kept, String text) implements Info {

        @Override
        public Optional<String> command() {
            return kept.command();
        }

        @Override
        public Optional<String> commandLine() {
            return Optional.of(text);
        }

        @Override
        public Optional<String[]> arguments() {
            return kept.arguments();
        }

        @Override
        public Optional<Instant> startInstant() {
            return kept.startInstant();
        }

        @Override
        public Optional<Duration> totalCpuDuration() {
            return kept.totalCpuDuration();
        }

        @Override
        public Optional<String> user() {
            return kept.user();
        }
    }
}
