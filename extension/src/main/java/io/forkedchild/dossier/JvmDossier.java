package io.forkedchild.dossier;

import io.forkedchild.jvm.RunningThread;
import io.forkedchild.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a JVM tells of its threads, as sentences. */
final class JvmDossier {

    private static final int MOST_FRAMES = 12;
    private static final int MOST_THREADS = 4;

    private final ThreadDump threads;

    private JvmDossier(ThreadDump threads) {
        this.threads = threads;
    }

    /**
     * Asks it.
     *
     * @throws JvmTool.Unanswered if it cannot be asked
     * @throws IOException if it does not answer as it should
     */
    static JvmDossier of(ProcessLook jvm) throws JvmTool.Unanswered, IOException {
        var text = new JvmTool(jvm).threads();
        var threads = ThreadDump.of(text);
        if (!text.startsWith("0") || threads.ofUsers().isEmpty()) {
            throw new JvmTool.Unanswered(
                    "it has answered " + text.lines().findFirst().orElse("nothing"));
        }
        return new JvmDossier(threads);
    }

    /** The main thread, or else the first one that keeps the JVM running; and a deadlock. */
    List<String> summary() {
        var lines = new ArrayList<String>();
        lines.add(mainThread().map(RunningThread::toString).orElse("no thread of the program runs"));
        threads.deadlock().ifPresent(lines::add);
        return lines.stream().map(Printable::of).toList();
    }

    private Optional<RunningThread> mainThread() {
        return threads.named("main").or(() -> threads.ofUsers().stream().findFirst());
    }

    List<String> details() {
        var lines = new ArrayList<String>();
        threads.deadlock().ifPresent(deadlock -> lines.add("There is a " + Printable.of(deadlock) + "."));
        mainThread().ifPresent(main -> {
            lines.add("The stack of " + Printable.of(main.name()) + " begins with these calls:");
            main.stack().stream()
                    .limit(MOST_FRAMES)
                    .forEach(frame -> lines.add("    at " + Printable.of(frame.toString())));
        });
        var others = threads.ofUsers().stream()
                .filter(thread -> mainThread().filter(thread::equals).isEmpty())
                .toList();
        others.stream()
                .limit(MOST_THREADS)
                .forEach(thread -> lines.add("There is the thread " + Printable.of(thread.toString()) + "."));
        if (others.size() > MOST_THREADS) {
            lines.add("There are " + (others.size() - MOST_THREADS) + " more.");
        }
        return lines;
    }
}
