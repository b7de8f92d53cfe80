package io.forkedchild;

import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of a child, as the text under a failed assertion: enough to find the bug without a rerun. */
final class Evidence {

    private static final int TAIL_BYTES = 4096;
    private static final int TAIL_LINES = 10;
    private static final int TAIL_MESSAGES = 8;
    private static final int TAIL_DEEDS = 4;
    private static final int MOST_THREADS = 6;
    private static final int LINE_CHARACTERS = 200;

    private final ForkedChild child;
    private final List<String> lines = new ArrayList<>();

    private Evidence(ForkedChild child) {
        this.child = child;
    }

    static String of(ForkedChild child) {
        return new Evidence(child).text();
    }

    private String text() {
        var plan = child.process().plan();
        lines.add(child.name() + ": " + cut(String.join(" ", child.spawnargs())));
        add("cwd", plan.cwd().orElse(Path.of("")).toAbsolutePath().toString());
        add("state", state());
        threads();
        deeds();
        stdin();
        stream(1);
        stream(2);
        messages();
        errors();
        return String.join("\n", lines);
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
        var open = open();
        return status
                + exitTime()
                + (process.isClosed() || open.isEmpty() ? "" : ", not closed: something still holds its " + open);
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

    private String open() {
        var open = new ArrayList<String>();
        for (int i = 1; i < child.process().plan().stdio().size(); i++) {
            int descriptor = i;
            child.process()
                    .output(i)
                    .filter(output -> !output.hasEnded())
                    .ifPresent(output -> open.add(Output.nameOf(descriptor)));
        }
        if (child.process().channel().filter(channel -> !channel.hasEnded()).isPresent()) {
            open.add("channel");
        }
        return String.join(" and ", open);
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

    private static List<String> tail(Output output) {
        try {
            return tail(output.tail(TAIL_BYTES));
        } catch (IllegalStateException ended) {
            return List.of("(recorded in a temporary file that ended with its test)");
        }
    }

    private static List<String> tail(Excerpt tail) {
        var all = tail.text().lines().toList();
        boolean cutInside = tail.from() > 0 && all.size() > 1;
        var whole = cutInside ? all.subList(1, all.size()) : all;
        boolean hidden = cutInside || whole.size() > TAIL_LINES;
        var shown = new ArrayList<>(whole.subList(Math.max(0, whole.size() - TAIL_LINES), whole.size()));
        if (hidden) {
            shown.add(0, "…");
        }
        return shown.stream().map(Evidence::cut).toList();
    }

    private void messages() {
        if (child.process().channel().isEmpty()) {
            return;
        }
        var messages = child.messages();
        add(
                "channel",
                (child.connected() ? "connected" : "disconnected") + ", " + messages.size()
                        + (messages.size() == 1 ? " message" : " messages") + " from " + child.name());
        var both = child.timeline().filter(Evidence::isOrdinaryMessage).events();
        int from = Math.max(0, both.size() - TAIL_MESSAGES);
        if (from > 0) {
            lines.add("    …");
        }
        both.subList(from, both.size())
                .forEach(message -> lines.add("    " + cut(message.toString().strip())));
    }

    private static boolean isOrdinaryMessage(Event event) {
        return (event instanceof Event.MessageReceived received && !received.internal())
                || (event instanceof Event.MessageSent sent && !sent.internal());
    }

    private void errors() {
        child.timeline()
                .every(Event.ErrorRaised.class)
                .limit(3)
                .forEach(error -> add("error", cut(error.code() + ": " + error.text())));
    }

    private static String cut(String line) {
        var printable = Printable.of(line);
        return printable.length() <= LINE_CHARACTERS ? printable : printable.substring(0, LINE_CHARACTERS) + "…";
    }
}
