package io.forkedchild.evidence;

import io.forkedchild.channel.Channel;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.recording.RecordedOutput;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.Ending;
import io.forkedchild.running.Examined;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a child did, before the test ended it, that nobody has asked for. */
public final class Unexamined {

    private static final int HEAD_BYTES = 4096;
    private static final int SHOWN_COLUMNS = 100;

    /** What a JVM prints by itself because of a variable. */
    private static final Pattern NOISE_OF_JVMS = Pattern.compile("(NOTE: )?Picked up \\w+: .*");

    private final ChildProcess process;
    private final Examined examined;
    private final Timeline timeline;
    private final List<String> deeds = new ArrayList<>();

    private Unexamined(ChildProcess process) {
        this.process = process;
        this.examined = process.examined();
        this.timeline = untilTheTestEndsIt(process.recorder().timeline().of(process.name()));
    }

    /** The ends of sentences that begin with its name: {@code exited with code 3}. */
    public static List<String> of(ChildProcess process) {
        return new Unexamined(process).deeds();
    }

    private static Timeline untilTheTestEndsIt(Timeline all) {
        long end = all.every(Event.Note.class)
                .filter(note -> note.text().equals(Ending.NOTE))
                .mapToLong(Event::sequence)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        return all.filter(event -> event.sequence() < end);
    }

    private List<String> deeds() {
        if (!examined.hasEnd()) {
            end().ifPresent(deeds::add);
        }
        if (!examined.hasStderr()) {
            process.output(2).ifPresent(this::stderr);
        }
        if (!examined.hasMessages()) {
            process.channel().ifPresent(this::messages);
        }
        return deeds;
    }

    /** An end after a signal of the test, or of a limit that it set, is what the test wants. */
    private Optional<String> end() {
        if (timeline.every(Event.SignalSent.class).anyMatch(signal -> signal.delivered() && signal.number() != 0)
                || (timeline.first(Event.Exited.class).isEmpty()
                        && timeline.first(Event.SpawnFailed.class).isEmpty())) {
            return Optional.empty();
        }
        return process.status()
                .filter(status -> !status.equals(new ExitStatus.Exited(0)))
                .map(status -> status instanceof ExitStatus.Killed ? "was " + status : status.toString());
    }

    private void stderr(RecordedOutput output) {
        long length = timeline.every(Event.Output.class)
                .filter(event -> event.descriptor() == 2)
                .mapToLong(event -> event.bytes().to())
                .max()
                .orElse(0);
        var head =
                unlessGone(() -> output.head((int) Math.min(length, HEAD_BYTES)).text());
        var said = head.lines()
                .filter(line -> !NOISE_OF_JVMS.matcher(line).matches())
                .findFirst();
        if (length > 0 && (said.isPresent() || head.isEmpty() || length > HEAD_BYTES)) {
            deeds.add("wrote " + length + " bytes to stderr"
                    + said.map(line -> ": \"" + cut(line) + '"').orElse(""));
        }
    }

    private void messages(Channel channel) {
        long count = timeline.every(Event.MessageReceived.class)
                .filter(message -> !message.internal())
                .count();
        if (count > 0) {
            var first = unlessGone(() -> channel.messages().get(0).text());
            deeds.add("sent " + (count == 1 ? "a message: " : count + " messages, the first: ") + cut(first));
        }
    }

    /** After the test, what was kept in a temporary file cannot be read any more. */
    private static String unlessGone(Supplier<String> text) {
        try {
            return text.get();
        } catch (IllegalStateException gone) {
            return "";
        }
    }

    private static String cut(String text) {
        return Layout.cut(Printable.of(text), SHOWN_COLUMNS);
    }
}
