package io.forkedchild.evidence;

import io.forkedchild.evidence.ChildSnapshot.ChannelState;
import io.forkedchild.evidence.ChildSnapshot.StdinBytes;
import io.forkedchild.evidence.ChildSnapshot.WrittenBytes;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Framing;
import io.forkedchild.process.Stdio;
import io.forkedchild.text.Count;
import io.forkedchild.text.FailedSpawn;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import io.forkedchild.text.PastedCommand;
import io.forkedchild.text.Printable;
import io.forkedchild.text.ShellCommand;
import io.forkedchild.text.StreamName;
import io.forkedchild.timeline.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is known of a child, as the text under a failed assertion: enough to find the bug without a rerun. */
public final class Evidence {

    /** No output, and no fact in more than a line. */
    private static final int ONE_LINE_EACH = -1;

    private static final int[] TAILS = {10, 7, 5, 3, 2, 1, 0, ONE_LINE_EACH};
    private static final int MORE_EVENTS = 2;
    private static final int TAIL_SIGNALS = 4;
    private static final int MOST_THREADS = 6;
    private static final int MOST_ERRORS = 3;
    private static final int MOST_OF_A_FACT = 4;
    private static final String INDENT_OF_FACT = " ".repeat(12);
    private static final int MOST_OF_A_COMMAND = 4;
    private static final int COMMAND_CHARACTERS = 420;

    private final ChildSnapshot child;
    private final EvidenceOfTimeline timeline;
    private final EventWindow window;

    /** The parts, as functions from the length of tails to lines: looked up once, shown as long as there is room. */
    private final List<IntFunction<List<String>>> parts = new ArrayList<>();

    private Evidence(ChildSnapshot child) {
        this.child = child;
        this.timeline = new EvidenceOfTimeline(child.timeline(), child.name());
        this.window = new EventWindow(
                child.timeline().filter(event -> !child.isOfMessages(event)), child.name(), TAILS[0] + MORE_EVENTS);
    }

    /** The longest text of at most so many lines, as far as there is one. */
    public static String of(
            ChildSnapshot child, Doing doing, List<String> hints, Optional<String> rerun, int atMostLines) {
        var evidence = new Evidence(child);
        evidence.gather(doing, hints, rerun);
        return evidence.text(atMostLines);
    }

    private String text(int atMostLines) {
        var lines = IntStream.of(TAILS)
                .mapToObj(this::lines)
                .filter(text -> text.size() <= atMostLines)
                .findFirst()
                .orElseGet(() -> lines(ONE_LINE_EACH));
        return String.join("\n", lines);
    }

    private List<String> lines(int tail) {
        return parts.stream().flatMap(part -> part.apply(tail).stream()).toList();
    }

    private void gather(Doing doing, List<String> hints, Optional<String> rerun) {
        command();
        add("cwd", child.plan().cwd().orElse(Path.of("")).toAbsolutePath().toString());
        limits();
        add("state", state());
        doing.facts(child).forEach(fact -> add(fact.what(), fact.text()));
        threads();
        signals();
        stdin();
        stream(1);
        stream(2);
        channel();
        errors();
        hints.forEach(hint -> add("hint", hint));
        timeline.others().ifPresent(others -> add("others", others));
        parts.add(tail -> tail <= 0 ? List.of() : window.lines(tail + MORE_EVENTS));
        rerun.ifPresent(command -> lines(PastedCommand.lines("  rerun:    ", printable(command))));
    }

    /** All of it, so that it can be pasted, unless it is very long. */
    private void command() {
        var command = Marks.spelled(ShellCommand.of(child.plan().argv(), COMMAND_CHARACTERS));
        lines(first(MOST_OF_A_COMMAND, PastedCommand.lines(printable(child.name()) + ": ", command)));
    }

    private static String printable(String text) {
        return Marks.spelled(Printable.of(text));
    }

    /** At most so many lines; a mark stands where the others are left out, for a command instead of the backslash. */
    private static List<String> first(int most, List<String> lines) {
        if (lines.size() <= most) {
            return lines;
        }
        var first = new ArrayList<>(lines.subList(0, most));
        var last = first.remove(most - 1);
        first.add(Layout.cut((last.endsWith("\\") ? last.substring(0, last.length() - 1) : last + " ") + Marks.CUT));
        return first;
    }

    private void add(String what, String text) {
        var printable = Printable.of(text.substring(0, Math.min(text.length(), MOST_OF_A_FACT * Layout.WIDTH)));
        lines(Layout.wrapped(
                String.format("  %-9s %s", what.isEmpty() ? "" : what + ":", printable),
                INDENT_OF_FACT,
                MOST_OF_A_FACT));
    }

    private void line(String text) {
        lines(List.of(Layout.cut(text)));
    }

    private void lines(List<String> lines) {
        parts.add(tail -> tail == ONE_LINE_EACH ? first(1, lines) : lines);
    }

    private void limits() {
        if (!child.plan().limits().isNone()) {
            add("limits", child.plan().limits().toString());
        }
    }

    private String state() {
        if (child.isRunning()) {
            return "running, pid " + child.pid();
        }
        var status = child.status().get();
        if (status instanceof ExitStatus.NotStarted) {
            return timeline.every(Event.SpawnFailed.class)
                    .findFirst()
                    .map(failed -> "never started: " + FailedSpawn.whatAndWhere(failed.text()))
                    .orElse(status.toString());
        }
        var open = OpenEnds.of(child);
        return status + exitTime() + (open.isEmpty() ? "" : ", not closed: " + open);
    }

    private String exitTime() {
        return timeline.every(Event.Exited.class)
                .findFirst()
                .map(exit -> " after " + sinceSpawn(exit.time()).toMillis() + " ms")
                .orElse("");
    }

    private Duration sinceSpawn(Duration time) {
        return timeline.every(Event.Spawned.class)
                .findFirst()
                .map(spawned -> time.minus(spawned.time()))
                .orElse(time);
    }

    /** Adds the threads that keep a JVM running although its main method has returned. */
    private void threads() {
        var threads = child.threads();
        if (threads.isEmpty()) {
            return;
        }
        add("threads", "main has returned, but these keep it running:");
        threads.stream()
                .limit(MOST_THREADS)
                .forEach(thread -> lines(Layout.wrapped("    " + Printable.of(thread.toString()), INDENT_OF_FACT, 2)));
        if (threads.size() > MOST_THREADS) {
            line("    " + Marks.CUT + " and " + (threads.size() - MOST_THREADS) + " more");
        }
    }

    private void signals() {
        var signals = timeline.every(Event.SignalSent.class).toList();
        last(signals, TAIL_SIGNALS).forEach(signal -> add("signal", sent(signal)));
    }

    private static String sent(Event.SignalSent signal) {
        return signal.name()
                + signal.sender().map(sender -> " by " + sender).orElse(" from the test")
                + signal.reach().map(reach -> " " + reach).orElse("")
                + (signal.delivered() || signal.reach().isPresent() ? "" : ", too late");
    }

    private void stdin() {
        var slot = child.plan().stdio().get(0);
        add(
                "stdin",
                child.stdin()
                        .map(stdin -> Count.bytes(stdin.written()) + " written, " + unread(stdin) + end(stdin))
                        .orElseGet(() -> "not written by the test, stdio[0] is " + slot
                                + (slot == Stdio.Named.INHERIT ? ", which is /dev/null for the child" : "")));
    }

    /** The test's end is closed when the child has ended, also where the test has not called {@code end()}. */
    private String end(StdinBytes stdin) {
        return stdin.wasEndedByTest()
                ? "ended"
                : (child.isRunning() && !stdin.hasEnded() ? "still open: " : "") + "end() was not called";
    }

    /** What a running child has not read of its stdin: whether it still has something to do, or waits for more. */
    private String unread(StdinBytes stdin) {
        var unread = child.isRunning() && stdin.written() > 0 ? stdin.unread() : OptionalLong.empty();
        return unread.isEmpty() ? "" : unread.getAsLong() == 0 ? "all read, " : unread.getAsLong() + " not read, ";
    }

    private void stream(int descriptor) {
        var output = child.output(descriptor);
        var name = StreamName.of(descriptor);
        if (child.plan().stdio().get(descriptor) == Stdio.Named.STDOUT) {
            add(name, "written to stdout, redirectErrorToOutput");
            return;
        }
        if (output.isEmpty()) {
            add(
                    name,
                    "not recorded, stdio[" + descriptor + "] is "
                            + child.plan().stdio().get(descriptor));
            return;
        }
        long length = output.get().length();
        var cut = output.get().cut().map(reason -> ", not all of it: " + reason).orElse("");
        add(
                name,
                (length == 0 ? "nothing" : Count.bytes(length)) + (output.get().hasEnded() ? cut : ", still open"));
        parts.add(excerpt(output.get()));
    }

    private static IntFunction<List<String>> excerpt(WrittenBytes output) {
        try {
            return OutputExcerpt.of(output.bytes())::lines;
        } catch (IllegalStateException ended) {
            return last -> List.of("    | (recorded in a temporary file that ended with its test)");
        }
    }

    private void channel() {
        boolean isPipe = child.plan().messages() != Framing.NONE;
        child.channel()
                .ifPresent(channel -> add(
                        isPipe ? "messages" : "channel",
                        (isPipe ? "" : channel.isConnected() ? "connected, " : "disconnected, ") + state(channel)));
    }

    private String state(ChannelState channel) {
        return count(channel.messages()) + " from "
                + child.name() + ", " + timeline.messagesToIt() + " to it"
                + (channel.hasReadAll() ? "" : ", not all of it read by " + child.name());
    }

    /** Adds the first ones, and the codes of the others. */
    private void errors() {
        var errors = timeline.every(Event.ErrorRaised.class).toList();
        errors.stream().limit(MOST_ERRORS).forEach(error -> add("error", error.code() + ": " + error.text()));
        if (errors.size() > MOST_ERRORS) {
            var codes = errors.stream()
                    .skip(MOST_ERRORS)
                    .collect(Collectors.groupingBy(Event.ErrorRaised::code, LinkedHashMap::new, Collectors.counting()));
            add(
                    "errors",
                    Marks.CUT + " and " + (errors.size() - MOST_ERRORS) + " more: "
                            + codes.entrySet().stream()
                                    .map(each -> each.getValue() + " " + Marks.TIMES + " " + each.getKey())
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static String count(int messages) {
        return messages + (messages == 1 ? " message" : " messages");
    }

    private static <T> List<T> last(List<T> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }
}
