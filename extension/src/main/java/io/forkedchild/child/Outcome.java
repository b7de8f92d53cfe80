package io.forkedchild.child;

import io.forkedchild.ipc.JvmCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the parent how the work of this JVM has ended. */
final class Outcome {

    /** The thread that keeps the JVM running as long as somebody listens: what is meant so is not stuck. */
    static final String LISTENER = "forkedchild-listener";

    private static final int MOST_REPORTS = 20;

    private final ParentProcess parent;

    Outcome(ParentProcess parent) {
        this.parent = parent;
    }

    void threw(Throwable thrown) {
        try {
            var members = command(JvmCommands.THREW);
            members.put(JvmCommands.THREAD, Thread.currentThread().getName());
            members.putAll(ThrownValue.of(thrown));
            parent.tell(members);
        } catch (RuntimeException | Error failure) {
            thrown.addSuppressed(failure); // the parent finds it on stderr
        }
    }

    /** @param value serialized, in base64; null if there is none */
    void returned(@Nullable String value) {
        var members = command(JvmCommands.RETURNED);
        if (value != null) {
            members.put(JvmCommands.VALUE, value);
        }
        var threads = RunningThreads.besides(Thread.currentThread());
        if (!threads.isEmpty()) {
            members.put(JvmCommands.THREADS, names(threads));
            watch(threads);
        }
        parent.tell(members);
    }

    private void watch(List<Thread> threads) {
        var main = Thread.currentThread();
        var watcher = new Thread(() -> tellChanges(threads, main), "forkedchild-threads");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void tellChanges(List<Thread> first, Thread main) {
        var threads = first;
        try {
            for (int i = 0; i < MOST_REPORTS && !threads.isEmpty(); i++) {
                threads.get(0).join();
                threads = RunningThreads.besides(main);
                var members = command(JvmCommands.STILL_RUNNING);
                members.put(JvmCommands.THREADS, names(threads));
                parent.tell(members);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> names(List<Thread> threads) {
        return threads.stream().map(Thread::getName).toList();
    }

    private static Map<String, @Nullable Object> command(String command) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put(JvmCommands.COMMAND, command);
        return members;
    }
}
