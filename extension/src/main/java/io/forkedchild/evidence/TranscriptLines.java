package io.forkedchild.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forkedchild.ipc.Codec;
import io.forkedchild.process.Serialization;
import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.Lines;
import io.forkedchild.text.Printable;
import io.forkedchild.text.ShellCommand;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The lines of a transcript. Between two deeds of the test, what the child did is sorted by where it came from. */
public final class TranscriptLines {

    /** As text, a number of a million digits takes seconds. */
    private static final int MOST_BITS = 10_000;

    private final ChildSnapshot child;
    private final String name;
    private final List<Line> lines = new ArrayList<>();
    private final TreeMap<Integer, Excerpt> outputs = new TreeMap<>();
    private final List<Line> messages = new ArrayList<>();
    private final List<Line> ends = new ArrayList<>();
    private Optional<Event.Input> input = Optional.empty();

    private TranscriptLines(ChildSnapshot child) {
        this.child = child;
        this.name = child.name();
    }

    /** Tells who did something to whom, and what. */
    public record Line(String lane, String what) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-22s %s", lane, what).stripTrailing();
        }
    }

    public static List<Line> of(ChildSnapshot child) {
        var lines = new TranscriptLines(child);
        child.timeline()
                .of(child.name())
                .filter(event -> !child.isOfMessages(event))
                .events()
                .forEach(lines::add);
        lines.settle();
        return lines.lines;
    }

    private void add(Event event) {
        if (event instanceof Event.Output output) {
            outputs.merge(output.descriptor(), output.bytes(), TranscriptLines::joined);
        } else if (event instanceof Event.MessageReceived message && !message.internal()) {
            messages.add(new Line(name + " → test", text(message.bytes(), message.handle())));
        } else if (event instanceof Event.Input next) {
            input(next);
        } else if (event instanceof Event.MessageSent message && !message.internal()) {
            deed(new Line("test → " + name, text(message.bytes(), message.handle())));
        } else if (event instanceof Event.SignalSent signal) {
            deed(new Line("test → " + name, what(signal)));
        } else {
            state(event);
        }
    }

    private static Excerpt joined(Excerpt first, Excerpt next) {
        return new Excerpt(first.log(), first.from(), next.to());
    }

    /** Two writes in a row are one: how a text is cut into writes makes no difference. */
    private void input(Event.Input next) {
        boolean goesOn = input.filter(last -> last.descriptor() == next.descriptor() && isSettled())
                .isPresent();
        if (!goesOn) {
            settle();
            input = Optional.of(next);
        } else {
            input = input.map(
                    last -> new Event.Input(last.stamp(), last.descriptor(), joined(last.bytes(), next.bytes())));
        }
    }

    private boolean isSettled() {
        return outputs.isEmpty() && messages.isEmpty() && ends.isEmpty();
    }

    private void deed(Line line) {
        settle();
        lines.add(line);
    }

    private void state(Event event) {
        if (event instanceof Event.Spawned) {
            lines.add(new Line(name, "spawned " + command()));
        } else if (event instanceof Event.SpawnFailed failed) {
            lines.add(new Line(name, "never started: " + Printable.of(failed.text())));
        } else if (event instanceof Event.Disconnected disconnected) {
            if (disconnected.byTest()) {
                deed(new Line(name, "disconnected by the test"));
            } else {
                ends.add(new Line(name, "disconnected by the child"));
            }
        } else if (event instanceof Event.ErrorRaised error) {
            ends.add(new Line(name, "error " + error.code() + ": " + Printable.of(error.text())));
        } else if (event instanceof Event.Exited exited) {
            ends.add(new Line(name, end(exited)));
        }
    }

    private static String what(Event.SignalSent signal) {
        return signal.name()
                + signal.sender().map(sender -> " by " + Printable.of(sender)).orElse("")
                + signal.reach()
                        .map(reach -> reach.kind() == Event.Reach.Kind.GROUP ? " to its group" : " to its tree")
                        .orElse("")
                + (signal.delivered() || signal.reach().isPresent() ? "" : ", too late");
    }

    private static String end(Event.Exited exited) {
        return exited.code().isPresent()
                ? "exited with code " + exited.code().getAsInt()
                : "was killed by " + exited.signal().orElse("a signal");
    }

    /** The command line of a JVM would tell of the test's own class path and options. */
    private String command() {
        return child.plan()
                .jvm()
                .map(jvm -> "a JVM for " + (jvm.program().isEmpty() ? "a lambda" : ShellCommand.of(jvm.program())))
                .orElseGet(() -> ShellCommand.of(child.plan().argv()));
    }

    /** Writes down what was gathered. */
    private void settle() {
        input.ifPresent(text ->
                block("test → " + name + " " + (text.descriptor() == 0 ? "in" : text.descriptor()), text.bytes()));
        input = Optional.empty();
        outputs.forEach((descriptor, bytes) -> block(name + " " + lane(descriptor), bytes));
        lines.addAll(messages);
        lines.addAll(ends);
        outputs.clear();
        messages.clear();
        ends.clear();
    }

    private static String lane(int descriptor) {
        return descriptor == 1 ? "out" : descriptor == 2 ? "err" : String.valueOf(descriptor);
    }

    private void block(String lane, Excerpt bytes) {
        HeapLimit.requireRoomForSeveral(
                "the lane '" + lane + "' of the transcript", bytes.length(), "with linesOf(child) instead");
        boolean isBehindCarriageReturn =
                bytes.from() > 0 && bytes.log().bytes(bytes.from() - 1, bytes.from())[0] == '\r';
        var block = new Lines(new Lines.Place(bytes.from(), 0, isBehindCarriageReturn));
        block.accept(bytes.bytes(), line -> lines.add(new Line(lane, Printable.of(line.text()))));
        block.unfinished()
                .ifPresent(last -> lines.add(new Line(lane, Printable.of(last.text()) + " (without an end of line)")));
    }

    // ---- messages

    private String text(Excerpt bytes, Optional<String> handle) {
        var serialization = child.plan().serialization();
        var codec = Codec.valueOf(serialization.name());
        var text = serialization == Serialization.JSON
                ? sorted(codec.json(bytes.bytes())).toString()
                : codec.text(bytes.bytes());
        return Printable.of(text) + handle.map(type -> " with a " + type).orElse("");
    }

    /** A map of Java has another order in every run. */
    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var names = new TreeSet<String>();
            object.fieldNames().forEachRemaining(names::add);
            var result = JsonNodeFactory.instance.objectNode();
            names.forEach(member -> result.set(member, sorted(object.get(member))));
            return result;
        }
        if (node instanceof ArrayNode array) {
            var result = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> result.add(sorted(element)));
            return result;
        }
        int bits = node.isBigInteger() ? node.bigIntegerValue().bitLength() : 0;
        return bits <= MOST_BITS ? node : TextNode.valueOf("a number of " + bits + " bits");
    }
}
