package io.forkedchild.testing;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds what would wait for ever if the other side were broken, such as a read from a channel or of a process. */
public final class Bounded {

    private static final int SECONDS = 120;

    private Bounded() {}

    /** What the work returns or throws; an {@code AssertionError} if it does neither in time. It runs in a thread of its own. */
    public static <T> T call(String what, Callable<T> work) throws IOException {
        var task = new FutureTask<>(work);
        var thread = new Thread(task, what);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            thread.interrupt(); // closes a channel of java.nio at which it waits
            throw new AssertionError(what + ": no end within " + SECONDS + " s", late);
        } catch (InterruptedException interrupt) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new AssertionError(what + ": interrupted", interrupt);
        } catch (ExecutionException failure) {
            throw rethrown(failure.getCause() == null ? failure : failure.getCause());
        }
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }

    /** All that a process prints, which is killed if it does not end. */
    public static byte[] outputOf(Process process) throws IOException {
        try {
            return call(
                    "output of process " + process.pid(),
                    () -> process.getInputStream().readAllBytes());
        } finally {
            process.destroyForcibly();
        }
    }

    /** The exit code of a process, which is killed if it does not end. */
    public static int exitCodeOf(Process process) throws IOException {
        try {
            return call("process " + process.pid(), process::waitFor);
        } finally {
            process.destroyForcibly();
        }
    }
}
