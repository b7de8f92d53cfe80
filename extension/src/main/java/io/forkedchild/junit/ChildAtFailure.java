package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.Printable;
import io.forkedchild.timeline.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A child when a test fails: how likely it is the reason, and what there is to say. The timeline alone is asked, which answers for nothing. */
final class ChildAtFailure {

    /** The likeliest reason first. */
    enum Weight {
        ENDED,
        AWAITED,
        WROTE_TO_STDERR,
        LOGGED_AN_ERROR,
        MAY_BE_AWAITED,
        FINE
    }

    private static final int TAIL_BYTES = 4096;
    private static final int LINE_CHARACTERS = 120;
    private static final int OUTPUT_CHARACTERS = 80;

    private static final Pattern COMPLAINT = Pattern.compile(
            "\\w(Exception|Error)\\b|\\b(ERROR|FATAL|SEVERE|Traceback|Caused by)\\b|\\b([Ee]rror|[Ff]atal|panic)\\b[^\\n]{0,20}:");

    /** What a JVM prints by itself because of a variable. */
    private static final Pattern NOISE_OF_JVMS = Pattern.compile("(NOTE: )?Picked up \\w+: .*");

    private final ForkedChild child;
    private final boolean isMarked;
    private final Timeline timeline;
    private final Weight weight;

    /**
     * @param isMarked whether it is said that it is a child of the class
     * @param isOverdue whether the test has waited too long for something
     */
    ChildAtFailure(ForkedChild child, boolean isMarked, boolean isOverdue) {
        this.child = child;
        this.isMarked = isMarked;
        this.timeline = child.timeline();
        this.weight = weigh(isOverdue);
    }

    private Weight weigh(boolean isOverdue) {
        boolean isRunning = timeline.first(Event.Exited.class).isEmpty()
                && timeline.first(Event.SpawnFailed.class).isEmpty();
        if (!isRunning && hasFailed()) {
            return Weight.ENDED;
        }
        if (child.isAwaited()) {
            return Weight.AWAITED;
        }
        if (!tail(2).isEmpty()) {
            return Weight.WROTE_TO_STDERR;
        }
        if (tail(1).stream().anyMatch(COMPLAINT.asPredicate())) {
            return Weight.LOGGED_AN_ERROR;
        }
        return isRunning && isOverdue ? Weight.MAY_BE_AWAITED : Weight.FINE;
    }

    /** By itself, or by a limit: an end after another signal of the test is what the test wants. */
    private boolean hasFailed() {
        return timeline.every(Event.SignalSent.class)
                        .noneMatch(signal -> signal.delivered()
                                && signal.number() != 0
                                && signal.sender()
                                        .filter(sender -> sender.startsWith("the limit"))
                                        .isEmpty())
                && timeline.first(Event.Exited.class)
                        .filter(exit -> exit.code().orElse(1) == 0)
                        .isEmpty();
    }

    Weight weight() {
        return weight;
    }

    boolean isSuspect() {
        return weight != Weight.FINE;
    }

    /** Its evidence in at most so many lines. */
    List<String> evidence(int atMost) {
        var lines = child.evidence(atMost).lines().limit(atMost).toList();
        return isMarked
                ? Stream.concat(Stream.of(marked(lines.get(0))), lines.stream().skip(1))
                        .toList()
                : lines;
    }

    private String marked(String line) {
        var begin = child.name() + ": ";
        return line.startsWith(begin)
                ? cut(name() + line.substring(begin.length()), Math.max(line.length(), LINE_CHARACTERS))
                : line;
    }

    private String name() {
        return child.name() + (isMarked ? " (of the class): " : ": ");
    }

    /** State and the most telling line of output. */
    String line() {
        var output = Stream.of(quote(2), quote(1)).flatMap(Optional::stream).findFirst();
        return cut(name() + state() + output.orElse(""), LINE_CHARACTERS);
    }

    private String state() {
        var exit = timeline.first(Event.Exited.class);
        return exit.map(exited -> exited.code().isPresent()
                        ? "exited with code " + exited.code().getAsInt()
                        : "was killed by " + exited.signal().orElse("a signal"))
                .or(() ->
                        timeline.first(Event.SpawnFailed.class).map(failed -> "never started (" + failed.errno() + ")"))
                .or(() -> timeline.first(Event.Spawned.class).map(spawned -> "running, pid " + spawned.pid()))
                .orElse("running");
    }

    /** The last complaint, or else the last line. */
    private Optional<String> quote(int descriptor) {
        var lines = tail(descriptor);
        var complaints = lines.stream().filter(COMPLAINT.asPredicate()).toList();
        var candidates = complaints.isEmpty() ? lines : complaints;
        return candidates.stream()
                .reduce((one, next) -> next)
                .map(line -> ", " + (descriptor == 2 ? "stderr" : "stdout")
                        + (line.equals(lines.get(lines.size() - 1)) ? " ends with " : " has ")
                        + '"' + cut(line.strip(), OUTPUT_CHARACTERS) + '"');
    }

    /** The last lines that say something. Nothing, if they were kept in a temporary file that is gone. */
    private List<String> tail(int descriptor) {
        try {
            return timeline
                    .every(Event.Output.class)
                    .filter(output -> output.descriptor() == descriptor)
                    .map(Event.Output::bytes)
                    .reduce((one, next) -> next)
                    .map(last -> new Excerpt(last.log(), Math.max(0, last.to() - TAIL_BYTES), last.to()).text())
                    .stream()
                    .flatMap(String::lines)
                    .filter(line ->
                            !line.isBlank() && !NOISE_OF_JVMS.matcher(line).matches())
                    .toList();
        } catch (IllegalStateException ended) {
            return List.of();
        }
    }

    private static String cut(String text, int characters) {
        var line = Printable.of(text.substring(0, Math.min(text.length(), characters + 1)));
        return line.length() <= characters ? line : line.substring(0, characters) + "…";
    }
}
