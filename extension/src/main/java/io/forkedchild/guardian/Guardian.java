package io.forkedchild.guardian;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.FdPair;
import io.forkedchild.posix.NativeBuffer;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.Reaped;
import io.forkedchild.posix.SpawnRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A shell that outlives this JVM. It waits for the end of a pipe that only the JVM holds open; then it kills every process whose
 * environment or limit has the mark of this JVM, deletes the JVM's temporary files, and ends. It covers {@code kill -9} and
 * {@code Runtime.halt}. No child has to be registered with it: it finds them by their mark.
 *
 * <p>It runs in a session of its own and is no child of the JVM: no signal from a terminal reaches it, and a test does not see it
 * among its processes. Where the JVM is process 1 of a container, the kernel makes it a child of the JVM all the same.
 */
public final class Guardian {

    /** By this entry of its environment no search takes it for what a child has left. */
    private static final String ENTRY = "FORKEDCHILD_GUARDIAN=1";

    private static final Duration START_BOUND = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(1);

    /** This is the writing end of the pipe to the shell. The end of the JVM closes it. */
    @SuppressWarnings("UnusedVariable") // it is only held
    private final Fd lifeline;

    private Guardian(Fd lifeline) {
        this.lifeline = lifeline;
    }

    /**
     * Starts one.
     *
     * @param shell the path of a POSIX shell
     * @param mark how the mark begins that the environment of every child has
     * @param limits how the numbers begin by which the limit of file locks marks every child; eight digits follow
     * @param files how the paths of temporary files begin
     * @throws PosixException if the shell cannot be started
     * @throws IllegalStateException if it fails
     */
    public static Guardian start(String shell, String mark, String limits, Path files) {
        try (var noDevice = Fd.open("/dev/null", Fd.O_RDWR, 0)) {
            var pipe = FdPair.pipe();
            try (var read = pipe.first()) {
                var slots =
                        List.of(Optional.of(noDevice), Optional.of(noDevice), Optional.of(noDevice), Optional.of(read));
                var argv = List.of("sh", "-c", script(), "forkedchild-guardian", mark, limits, files.toString());
                var path = "PATH=" + Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
                requireSuccess(
                        new SpawnRequest(shell, argv, List.of(path, ENTRY), Optional.of("/"), slots, true).spawn());
                engage(pipe.second());
                return new Guardian(pipe.second());
            } catch (RuntimeException | Error failure) {
                pipe.second().close();
                throw failure;
            }
        }
    }

    /** Without this line the shell does nothing at the end of the pipe: a start that failed must kill nobody. */
    private static void engage(Fd lifeline) {
        var line = "go\n".getBytes(US_ASCII);
        var buffer = new NativeBuffer(line.length);
        buffer.put(0, line, 0, line.length);
        lifeline.write(buffer, 0, line.length);
    }

    private static String script() {
        try (InputStream script = Guardian.class.getResourceAsStream("guardian.sh")) {
            return new String(Objects.requireNonNull(script, "guardian.sh").readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The shell that was started puts the guardian into its background, and exits at once. */
    private static void requireSuccess(int pid) {
        long deadline = System.nanoTime() + START_BOUND.toNanos();
        var end = Reaped.poll(pid);
        while (end.isEmpty()) {
            boolean isOver = deadline - System.nanoTime() < 0; // asked before the last look
            end = Reaped.poll(pid);
            if (end.isEmpty() && isOver) {
                throw new IllegalStateException(
                        "its shell, pid " + pid + ", has not come back for " + START_BOUND.toSeconds() + " s");
            }
            LockSupport.parkNanos(end.isEmpty() ? PAUSE.toNanos() : 0);
        }
        if (end.get().status().raw() != 0) {
            throw new IllegalStateException(
                    "its shell has ended with " + end.get().status());
        }
    }
}
