package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Columns;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A child when a test fails: how likely it is the reason, and what there is to say. It asks the timeline only, so that strict
 * mode does not count this as a look by the test.
 */
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
    private static final int LINE_COLUMNS = Layout.WIDTH;
    private static final int OUTPUT_COLUMNS = 80;

    private static final Pattern COMPLAINT = Pattern.compile(
            "\\w(Exception|Error)\\b|\\b(ERROR|FATAL|SEVERE|Traceback|Caused by)\\b|\\b([Ee]rror|[Ff]atal|panic)\\b[^\\n]{0,20}:");

    /** What a JVM prints by itself because of a variable. */
    private static final Pattern NOISE_OF_JVMS = Pattern.compile("(NOTE: )?Picked up \\w+: .*");

    private final ForkedChild child;
    private final boolean isMarked;
    private final Timeline timeline;
    private final Weight weight;

    /**
     * @param isMarked whether its line says that it belongs to the class
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
        if (child.inspection().isAwaited()) {
            return Weight.AWAITED;
        }
        if (!tail(2).isEmpty()) {
            return Weight.WROTE_TO_STDERR;
        }
        if (tail(1).stream().anyMatch(COMPLAINT.asPredicate())) {
            return Weight.LOGGED_AN_ERROR;
        }
        return isOverdue && (isRunning || child.inspection().hasKeptDossier()) ? Weight.MAY_BE_AWAITED : Weight.FINE;
    }

    /** Whether it ended by itself or by a limit. An end after any other signal of the test is expected. */
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
        var lines = child.inspection().evidence(atMost).lines().toList();
        return (isMarked ? marked(lines) : lines).stream().limit(atMost).toList();
    }

    /** The mark has a line of its own if the command fills the first line. */
    private List<String> marked(List<String> lines) {
        var begin = Marks.spelled(Printable.of(child.name())) + ": ";
        var first = lines.get(0);
        var marked = name() + (first.startsWith(begin) ? first.substring(begin.length()) : first);
        return Columns.of(marked) <= Layout.WIDTH
                ? Stream.concat(Stream.of(marked), lines.stream().skip(1)).toList()
                : Stream.concat(Stream.of(cut(name().strip(), LINE_COLUMNS)), lines.stream())
                        .toList();
    }

    private String name() {
        return Marks.spelled(Printable.of(child.name())) + (isMarked ? " (of the class): " : ": ");
    }

    /** State and the most telling line of output. */
    String line() {
        var output = Stream.of(quote(2), quote(1)).flatMap(Optional::stream).findFirst();
        return child.inspection().withoutSecrets(cut(name() + state() + output.orElse(""), LINE_COLUMNS));
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
                        + '"' + cut(line.strip(), OUTPUT_COLUMNS) + '"');
    }

    /** The last lines that say something; none if they were kept in a temporary file that is gone. */
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

    private static String cut(String text, int columns) {
        return Layout.cut(Printable.of(text), columns);
    }
}
