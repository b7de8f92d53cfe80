package io.forkedchild.evidence;

import io.forkedchild.evidence.ChildSnapshot.WrittenBytes;
import io.forkedchild.ipc.Codec;
import io.forkedchild.jvm.JvmOutcome;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.running.Ending;
import io.forkedchild.text.Count;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a child did, before the test ended it, that nobody has asked for. */
public final class Unexamined {

    private static final int HEAD_BYTES = 4096;
    private static final int SHOWN_COLUMNS = 100;

    /** What a JVM prints by itself because of a variable. */
    private static final Pattern NOISE_OF_JVMS = Pattern.compile("(NOTE: )?Picked up \\w+: .*");

    private static final String ABORTED = "ABORT_ERR";

    /** What becomes of messages, handles and input when a process dies in the middle of them. */
    private static final Set<String> CUT_OFF = Set.of(
            "EPIPE",
            "ECONNRESET",
            "ERR_IPC_UNFINISHED_MESSAGE",
            "ERR_IPC_UNSENT",
            "ERR_IPC_HANDLE_UNANSWERED",
            "ERR_IPC_DESCRIPTOR_UNCLAIMED");

    private final ChildSnapshot child;
    private final Timeline timeline;
    private final List<String> deeds = new ArrayList<>();

    private Unexamined(ChildSnapshot child) {
        this.child = child;
        this.timeline = untilTheTestEndsIt(child.timeline().of(child.name()));
    }

    /** The ends of sentences that begin with its name: {@code exited with code 3}. */
    public static List<String> of(ChildSnapshot child) {
        return new Unexamined(child).deeds();
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
        if (!child.asked().end()) {
            end().ifPresent(deeds::add);
        }
        if (!child.asked().stderr()) {
            child.output(2).ifPresent(this::stderr);
        }
        if (!child.asked().messages()) {
            messages();
        }
        errors();
        return deeds;
    }

    /** An end after a signal of the test, or of a limit that it set, is what the test wants. */
    private Optional<String> end() {
        if (timeline.every(Event.SignalSent.class).anyMatch(Unexamined::isSent)
                || (timeline.first(Event.Exited.class).isEmpty()
                        && timeline.first(Event.SpawnFailed.class).isEmpty())) {
            return Optional.empty();
        }
        return child.status()
                .filter(status -> !status.equals(new ExitStatus.Exited(0)))
                .filter(status -> !(status instanceof ExitStatus.NotStarted failed
                        && child.asked().error(failed.errno())))
                .map(status -> status instanceof ExitStatus.Killed ? "was " + status : status.toString());
    }

    /** One line for each code. */
    private void errors() {
        var byCode = timeline.every(Event.ErrorRaised.class)
                .filter(error -> !child.asked().error(error.code()) && !isWanted(error))
                .collect(Collectors.groupingBy(Event.ErrorRaised::code, LinkedHashMap::new, Collectors.toList()));
        byCode.forEach((code, errors) -> deeds.add("raised " + code
                + (errors.size() == 1 ? ": " : ", " + errors.size() + " times, first: ")
                + cut(errors.get(0).text())));
    }

    /** What a JVM has thrown belongs to its end; what a signal of the test cuts off, and an abort, are the test's own deeds. */
    private boolean isWanted(Event.ErrorRaised error) {
        return error.code().equals(ABORTED)
                || (error.code().equals(JvmOutcome.CODE) && child.asked().end())
                || (CUT_OFF.contains(error.code())
                        && timeline.every(Event.SignalSent.class)
                                .anyMatch(signal -> isSent(signal) && signal.sequence() < error.sequence()));
    }

    private static boolean isSent(Event.SignalSent signal) {
        return signal.delivered() && signal.number() != 0;
    }

    private void stderr(WrittenBytes output) {
        long length = timeline.every(Event.Output.class)
                .filter(event -> event.descriptor() == 2)
                .mapToLong(event -> event.bytes().to())
                .max()
                .orElse(0);
        var head = textOrEmpty(
                () -> output.head((int) Math.min(length, HEAD_BYTES)).text());
        var said = head.lines()
                .filter(line -> !NOISE_OF_JVMS.matcher(line).matches())
                .findFirst();
        if (length > 0 && (said.isPresent() || head.isEmpty() || length > HEAD_BYTES)) {
            deeds.add("wrote " + Count.bytes(length == output.bytes().length() ? output.length() : length)
                    + " to stderr" + said.map(line -> ": \"" + cut(line) + '"').orElse(""));
        }
    }

    private void messages() {
        var messages = timeline.every(Event.MessageReceived.class)
                .filter(message -> !message.internal())
                .toList();
        if (!messages.isEmpty()) {
            int count = messages.size();
            var first = textOrEmpty(() -> codec().text(messages.get(0).bytes().bytes()));
            deeds.add("sent " + (count == 1 ? "a message: " : count + " messages, the first: ") + cut(first));
        }
    }

    private Codec codec() {
        return Codec.valueOf(child.plan().serialization().name());
    }

    /** After the test, what was kept in a temporary file cannot be read any more. */
    private static String textOrEmpty(Supplier<String> text) {
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
