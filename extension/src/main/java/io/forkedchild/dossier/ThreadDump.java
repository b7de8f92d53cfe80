package io.forkedchild.dossier;

import io.forkedchild.jvm.RunningThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The threads of a JVM as it prints them, and a deadlock of them. */
final class ThreadDump {

    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" #\\d+ .*");
    private static final Pattern STATE = Pattern.compile("^\\s+java\\.lang\\.Thread\\.State: (\\w+).*");
    private static final Pattern FRAME = Pattern.compile(
            "^\\s+at (?:[^/(]+/)?([^(]+)\\.([^.(]+)\\((?:[^/)]*/)?(Native Method|Unknown Source|([^:)]+)(?::(\\d+))?)\\)");
    private static final Pattern IN_A_DEADLOCK = Pattern.compile("^\"(.*)\":$");
    private static final Pattern WANTED = Pattern.compile(
            "^\\s+waiting (?:to lock monitor|for ownable synchronizer) .*?,? \\(?(?:object \\w+, )?an? (\\S+)\\),$");
    private static final Pattern HOLDER = Pattern.compile("^\\s+(?:which|in JNI, which) is held by \"(.*)\"$");

    private final List<RunningThread> threads = new ArrayList<>();
    private final List<String> daemons = new ArrayList<>();
    private final Map<String, Wait> deadlock = new LinkedHashMap<>();

    private record Wait(String lock, String holder) {}

    private ThreadDump() {}

    static ThreadDump of(String text) {
        var dump = new ThreadDump();
        var lines = text.lines().toList();
        int deadlock = lines.indexOf("Found one Java-level deadlock:");
        dump.readThreads(deadlock < 0 ? lines : lines.subList(0, deadlock));
        if (deadlock >= 0) {
            dump.readDeadlock(lines.subList(deadlock + 1, lines.size()));
        }
        return dump;
    }

    private void readThreads(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            var thread = THREAD.matcher(lines.get(i));
            if (thread.matches() && i + 1 < lines.size()) {
                var state = STATE.matcher(lines.get(i + 1));
                if (state.matches()) {
                    threads.add(new RunningThread(
                            thread.group(1), state.group(1), stack(lines.subList(i + 2, lines.size()))));
                    if (lines.get(i).contains("\" #") && lines.get(i).contains(" daemon ")) {
                        daemons.add(thread.group(1));
                    }
                }
            }
        }
    }

    private static List<StackTraceElement> stack(List<String> lines) {
        return lines.stream()
                .takeWhile(line -> !line.isBlank())
                .map(FRAME::matcher)
                .filter(Matcher::find)
                .map(ThreadDump::frame)
                .toList();
    }

    private static StackTraceElement frame(Matcher frame) {
        var file = frame.group(4);
        int line = frame.group(5) == null ? -1 : Integer.parseInt(frame.group(5));
        return new StackTraceElement(
                frame.group(1), frame.group(2), file, frame.group(3).equals("Native Method") ? -2 : line);
    }

    private void readDeadlock(List<String> lines) {
        var name = "";
        var lock = "";
        for (var line : lines) {
            if (line.startsWith("Java stack information")) {
                return;
            }
            var thread = IN_A_DEADLOCK.matcher(line);
            var wanted = WANTED.matcher(line);
            var holder = HOLDER.matcher(line);
            if (thread.matches()) {
                name = thread.group(1);
            } else if (wanted.matches()) {
                lock = wanted.group(1);
            } else if (holder.matches()) {
                deadlock.put(name, new Wait(lock, holder.group(1)));
            }
        }
    }

    // ---- what it tells

    Optional<RunningThread> named(String name) {
        return threads.stream().filter(thread -> thread.name().equals(name)).findFirst();
    }

    /** The threads that keep the JVM running. */
    List<RunningThread> ofUsers() {
        return threads.stream()
                .filter(thread -> !daemons.contains(thread.name()))
                .filter(thread -> !thread.name().equals("DestroyJavaVM"))
                .toList();
    }

    /** Which thread waits for which, with the places; empty if there is no deadlock. */
    Optional<String> deadlock() {
        return deadlock.isEmpty()
                ? Optional.empty()
                : Optional.of("deadlock: "
                        + deadlock.entrySet().stream()
                                .map(entry -> entry.getKey() + " waits" + place(entry.getKey()) + " for a lock ("
                                        + simple(entry.getValue().lock()) + ") that "
                                        + entry.getValue().holder() + " holds")
                                .collect(Collectors.joining("; ")));
    }

    private String place(String thread) {
        return named(thread)
                .flatMap(ThreadDump::place)
                .map(place -> " at " + place)
                .orElse("");
    }

    /** The first frame of the user's code. */
    private static Optional<String> place(RunningThread thread) {
        return thread.stack().stream()
                .filter(frame -> !frame.getClassName().matches("(?:java|javax|jdk|sun|com\\.sun)\\..*"))
                .map(StackTraceElement::toString)
                .findFirst();
    }

    private static String simple(String lock) {
        return lock.replaceFirst("\\$(?:Nonf|F)airSync$", "")
                .replaceFirst("^java\\.(?:lang|util\\.concurrent\\.locks)\\.", "");
    }
}
