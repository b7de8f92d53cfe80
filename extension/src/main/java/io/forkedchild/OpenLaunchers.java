package io.forkedchild;

import io.forkedchild.launch.Console;
import io.forkedchild.launch.EndOfJvm;
import io.forkedchild.loop.SharedLoop;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * The launchers that have launched something and are not closed. The end of a test run closes its launchers, with a
 * line that says so. A launcher that nobody can reach, and whose children have all ended, is forgotten. Asked by the
 * hook of {@link EndOfJvm}, it waits for no lock that a test or a listener can hold.
 */
final class OpenLaunchers {

    private static final Queue<WeakReference<ForkedChildren>> ALL = new ConcurrentLinkedQueue<>();

    private static boolean endsWithRun;

    static {
        EndOfJvm.current().ask(new EndOfJvm.Launchers() {
            @Override
            public Optional<String> line() {
                return lineOfHook();
            }

            @Override
            public Duration longestGrace(Duration atMost) {
                return OpenLaunchers.longestGrace(atMost);
            }
        });
    }

    private OpenLaunchers() {}

    static synchronized void add(ForkedChildren launcher) {
        ALL.removeIf(other -> other.refersTo(null));
        ALL.add(new WeakReference<>(launcher));
        if (!endsWithRun) {
            endsWithRun = true;
            SharedLoop.atEnd(OpenLaunchers::end);
        }
    }

    static void remove(ForkedChildren launcher) {
        ALL.removeIf(other -> other.refersTo(launcher));
    }

    private static List<ForkedChildren> all() {
        return ALL.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
    }

    /** The longest that a launcher gives its children to end; at most so long. */
    private static Duration longestGrace(Duration atMost) {
        return all().stream()
                .map(launcher ->
                        launcher.settings().stretched(launcher.settings().grace()))
                .max(Duration::compareTo)
                .filter(grace -> grace.compareTo(atMost) < 0)
                .orElse(atMost);
    }

    // ---- the end of a run

    /** @return whether launchers are left that were opened outside the run, and need their loop */
    private static boolean end(int run) {
        all().stream().filter(launcher -> launcher.run() == run).forEach(OpenLaunchers::end);
        return rearm();
    }

    private static synchronized boolean rearm() {
        endsWithRun = !all().isEmpty();
        if (endsWithRun) {
            SharedLoop.atEnd(OpenLaunchers::end);
        }
        return endsWithRun;
    }

    private static void end(ForkedChildren launcher) {
        var running = launcher.running();
        var who = "the launcher of children that was " + launcher.place();
        var line = launcher.closeHasFailed() ? who + " could not be closed" : "nobody has closed " + who;
        var failure = closed(launcher);
        Console.print(line + "; it was closed with the test run, which ended " + count(running)
                + failure.map(text -> ", and failed: " + text).orElse(""));
    }

    /** @return what has failed */
    private static Optional<String> closed(ForkedChildren launcher) {
        try {
            launcher.close();
            return Optional.empty();
        } catch (RuntimeException failure) {
            remove(launcher);
            return Optional.of(String.valueOf(failure.getMessage()));
        } catch (Error failure) {
            remove(launcher);
            return failure.toString().lines().findFirst();
        }
    }

    private static String count(List<String> running) {
        return switch (running.size()) {
            case 0 -> "no child";
            case 1 -> "1 child (" + running.get(0) + ")";
            default -> running.size() + " children (" + String.join(", ", running) + ")";
        };
    }

    // ---- the end of the JVM

    /** The line of the hook; empty if no launcher has a child that runs. */
    private static Optional<String> lineOfHook() {
        var launchers = all().stream()
                .filter(launcher -> !launcher.running().isEmpty())
                .map(launcher -> count(launcher.running()) + " of the launcher " + launcher.place())
                .toList();
        return launchers.isEmpty()
                ? Optional.empty()
                : Optional.of(launchers.stream()
                        .collect(
                                Collectors.joining("; ", "the JVM exits, and ends the children that still run: ", "")));
    }
}
