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

    private static final int LOOKS = 40;
    private static final long FIRST_LOOK_MILLIS = 20;
    private static final int DOUBLINGS = 6;

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
            var doing = RunningThreads.described(threads);
            members.put(JvmCommands.THREADS, doing);
            parent.tell(members);
            watch(threads, doing); // not before: the parent takes what comes last
            return;
        }
        parent.tell(members);
    }

    private void watch(List<Thread> threads, List<?> doing) {
        var main = Thread.currentThread();
        var watcher = new Thread(() -> tellChanges(threads, doing, main), "forkedchild-threads");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** What a thread does that has just started tells little: looked at again, ever more seldom. */
    private void tellChanges(List<Thread> first, List<?> toldFirst, Thread main) {
        var threads = first;
        var told = toldFirst;
        try {
            for (int i = 0; i < LOOKS && !threads.isEmpty(); i++) {
                threads.get(0).join(FIRST_LOOK_MILLIS << Math.min(i, DOUBLINGS));
                threads = RunningThreads.besides(main);
                var doing = RunningThreads.described(threads);
                if (!doing.equals(told)) {
                    var members = command(JvmCommands.STILL_RUNNING);
                    members.put(JvmCommands.THREADS, doing);
                    parent.tell(members);
                    told = doing;
                }
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, @Nullable Object> command(String command) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put(JvmCommands.COMMAND, command);
        return members;
    }
}
