package io.forkedchild;

import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is known of a child, as the text under a failed assertion: enough to find the bug without a rerun. */
final class Evidence {

    private static final int TAIL_BYTES = 4096;
    private static final int[] TAILS = {10, 7, 5, 3, 2, 1, 0};
    private static final int TAIL_DEEDS = 4;
    private static final int MOST_THREADS = 6;
    private static final int LINE_CHARACTERS = 200;

    private final ForkedChild child;
    private final int tail;
    private final List<String> lines = new ArrayList<>();

    private Evidence(ForkedChild child, int tail) {
        this.child = child;
        this.tail = tail;
    }

    /** The longest text of at most so many lines, as far as there is one. */
    static String of(ForkedChild child, int atMostLines) {
        return IntStream.of(TAILS)
                .mapToObj(tail -> new Evidence(child, tail).text())
                .filter(text -> text.size() <= atMostLines)
                .findFirst()
                .map(text -> String.join("\n", text))
                .orElseGet(() -> String.join("\n", new Evidence(child, 0).text()));
    }

    private List<String> text() {
        var plan = child.process().plan();
        lines.add(child.name() + ": " + cut(String.join(" ", child.spawnargs())));
        add("cwd", plan.cwd().orElse(Path.of("")).toAbsolutePath().toString());
        add("state", state());
        threads();
        deeds();
        stdin();
        stream(1);
        stream(2);
        channel();
        errors();
        Hints.of(child).forEach(hint -> add("hint", cut(hint)));
        var timeline = new EvidenceOfTimeline(child.process().recorder().timeline(), child.name());
        timeline.others().ifPresent(others -> add("others", cut(others)));
        if (tail > 0) {
            add("timeline", timeline.title(tail + 2));
            timeline.window(tail + 2).forEach(line -> lines.add(cut(line)));
        }
        return lines;
    }

    private void add(String what, String text) {
        lines.add(String.format("  %-9s %s", what + ":", text));
    }

    private String state() {
        var process = child.process();
        if (process.status().isEmpty()) {
            return "running, pid " + process.pid();
        }
        var status = process.status().get();
        if (status instanceof ExitStatus.NotStarted) {
            return child.timeline()
                    .first(Event.SpawnFailed.class)
                    .map(failed -> "never started: " + failed.text())
                    .orElse(status.toString());
        }
        var open = process.isClosed() ? "" : OpenEnds.of(child);
        return status + exitTime() + (open.isEmpty() ? "" : ", not closed: " + cut(open));
    }

    /** Of a JVM that is there although its main method has returned. */
    private void threads() {
        var threads = child.process().outcome().map(JvmOutcome::threads).orElse(List.of());
        if (child.exitStatus().isEmpty() && !threads.isEmpty()) {
            add("threads", "main has returned, but these keep it running:");
            threads.stream().limit(MOST_THREADS).forEach(thread -> lines.add("    " + cut(thread.toString())));
            if (threads.size() > MOST_THREADS) {
                lines.add("    … and " + (threads.size() - MOST_THREADS) + " more");
            }
        }
    }

    private String exitTime() {
        return child.timeline()
                .first(Event.Exited.class)
                .map(exit -> " after " + sinceSpawn(exit.time()).toMillis() + " ms")
                .orElse("");
    }

    private Duration sinceSpawn(Duration time) {
        return child.timeline()
                .first(Event.Spawned.class)
                .map(spawned -> time.minus(spawned.time()))
                .orElse(time);
    }

    /** What the test, or a limit, did to it. */
    private void deeds() {
        var deeds = child.timeline().filter(event -> event instanceof Event.Note || event instanceof Event.SignalSent);
        var last = deeds.events()
                .subList(
                        Math.max(0, deeds.events().size() - TAIL_DEEDS),
                        deeds.events().size());
        for (var deed : last) {
            if (deed instanceof Event.SignalSent signal) {
                add("signal", signal.name() + (signal.delivered() ? " from the test" : " came too late"));
            } else {
                add("note", cut(((Event.Note) deed).text()));
            }
        }
    }

    private void stdin() {
        child.process()
                .writing(0)
                .filter(stdin -> stdin.writtenBytes() > 0 || (child.exitStatus().isEmpty() && !stdin.hasEnded()))
                .ifPresent(stdin -> add(
                        "stdin",
                        stdin.writtenBytes() + " bytes written, "
                                + (stdin.hasEnded() ? "ended" : "still open: end() was not called")));
    }

    private void stream(int descriptor) {
        Optional<Output> output = child.process().output(descriptor);
        var name = Output.nameOf(descriptor);
        if (output.isEmpty()) {
            add(
                    name,
                    "not recorded, stdio[" + descriptor + "] is "
                            + child.process().plan().stdio().get(descriptor));
            return;
        }
        long length = output.get().length();
        var cut = output.get().cut().map(reason -> ", not all of it: " + reason).orElse("");
        add(name, (length == 0 ? "nothing" : length + " bytes") + (output.get().hasEnded() ? cut : ", still open"));
        tail(output.get()).forEach(line -> lines.add("    | " + line));
    }

    private List<String> tail(Output output) {
        try {
            return tail(output.tail(TAIL_BYTES));
        } catch (IllegalStateException ended) {
            return List.of("(recorded in a temporary file that ended with its test)");
        }
    }

    private List<String> tail(Excerpt end) {
        var all = end.text().lines().toList();
        boolean cutInside = end.from() > 0 && all.size() > 1;
        var whole = cutInside ? all.subList(1, all.size()) : all;
        boolean hidden = cutInside || whole.size() > tail;
        var shown = new ArrayList<>(whole.subList(Math.max(0, whole.size() - tail), whole.size()));
        if (hidden && tail > 0) {
            shown.add(0, "…");
        }
        return shown.stream().map(Evidence::cut).toList();
    }

    private void channel() {
        if (child.process().channel().isEmpty()) {
            return;
        }
        long sent = child.timeline()
                .every(Event.MessageSent.class)
                .filter(message -> !message.internal())
                .count();
        add(
                "channel",
                (child.connected() ? "connected" : "disconnected") + ", "
                        + count(child.messages().size()) + " from "
                        + child.name() + ", " + sent + " to it"
                        + (child.hasReadAllMessages() ? "" : ", not all of it read by " + child.name()));
    }

    private static String count(int messages) {
        return messages + (messages == 1 ? " message" : " messages");
    }

    private void errors() {
        child.timeline()
                .every(Event.ErrorRaised.class)
                .limit(3)
                .forEach(error -> add("error", cut(error.code() + ": " + error.text())));
    }

    private static String cut(String line) {
        var printable = Printable.of(line.substring(0, Math.min(line.length(), LINE_CHARACTERS + 1)));
        return printable.length() <= LINE_CHARACTERS ? printable : printable.substring(0, LINE_CHARACTERS) + "…";
    }
}
