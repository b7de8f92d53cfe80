package io.forkedchild.timeline;

import io.forkedchild.ipc.Codec;
import io.forkedchild.text.Columns;
import io.forkedchild.text.Count;
import io.forkedchild.text.FailedSpawn;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import io.forkedchild.text.ShellCommand;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The line of text that shows an event: time, lane, what happened. */
final class EventLine {

    private static final int SHOWN_BYTES = 200;
    private static final int LANE = 22;
    private static final int LONGEST_LANE = 44;
    private static final int LEAST_OF_A_COMMAND = 20;

    /** So that the same command is cut in the same place each time. */
    private static final String LONGEST_PID = " (pid 4194304)";

    /** Columns before a line: the mark of an unknown order. */
    private static final int MARK = 2;

    private static final int DECODED_BYTES = 1 << 20;

    private EventLine() {}

    static String of(Event event) {
        var begin = String.format(Locale.ROOT, "%10.3f ms  ", event.stamp().nanos() / 1e6) + lane(event) + " ";
        return begin + Marks.spelled(what(event, Layout.WIDTH - MARK - Columns.of(begin)));
    }

    private static String lane(Event event) {
        var lane = Layout.cut(whose(event), LONGEST_LANE);
        return lane + " ".repeat(Math.max(0, LANE - Columns.of(lane)));
    }

    private static String whose(Event event) {
        var child = Printable.of(event.child());
        var toChild = "test " + Marks.ARROW + " " + child;
        if (event instanceof Event.Output output) {
            return child + " " + streamName(output.descriptor());
        }
        if (event instanceof Event.Input input) {
            return toChild + " " + (input.descriptor() == 0 ? "in" : input.descriptor());
        }
        if (event instanceof Event.MessageReceived) {
            return child + " " + Marks.ARROW + " test";
        }
        return event instanceof Event.MessageSent || event instanceof Event.SignalSent ? toChild : child;
    }

    private static String streamName(int descriptor) {
        return switch (descriptor) {
            case 1 -> "out";
            case 2 -> "err";
            default -> String.valueOf(descriptor);
        };
    }

    private static String what(Event event, int room) {
        if (event instanceof Event.Spawned spawned) {
            var pid = " (pid " + spawned.pid() + ")";
            int left = Math.max(LEAST_OF_A_COMMAND, room - "spawned ".length() - LONGEST_PID.length());
            return "spawned " + ShellCommand.of(spawned.command(), left) + pid;
        }
        if (event instanceof Event.SpawnFailed failed) {
            return "never started: " + Printable.of(FailedSpawn.what(failed.text()));
        }
        if (event instanceof Event.Output output) {
            return quoted(output.bytes());
        }
        if (event instanceof Event.Input input) {
            return quoted(input.bytes());
        }
        if (event instanceof Event.MessageReceived message) {
            return message(message.bytes(), message.internal(), message.advanced(), message.handle());
        }
        if (event instanceof Event.MessageSent message) {
            return message(message.bytes(), message.internal(), message.advanced(), message.handle());
        }
        return whatEnded(event);
    }

    private static String whatEnded(Event event) {
        if (event instanceof Event.SignalSent signal) {
            return signal.name()
                    + signal.sender()
                            .map(sender -> " by " + Printable.of(sender))
                            .orElse("")
                    + signal.reach().map(reach -> " " + reach).orElse("")
                    + (isInVain(signal) ? " (there was no process any more)" : "");
        }
        if (event instanceof Event.Exited exited) {
            return "exited " + end(exited.code(), exited.signal()) + (exited.coreDumped() ? " (core dumped)" : "");
        }
        if (event instanceof Event.Closed closed) {
            return "closed " + end(closed.code(), closed.signal());
        }
        if (event instanceof Event.Disconnected disconnected) {
            return "disconnected by the " + (disconnected.byTest() ? "test" : "child");
        }
        if (event instanceof Event.ErrorRaised error) {
            return "error " + error.code() + ": " + Printable.of(error.text());
        }
        return "note: " + Printable.of(((Event.Note) event).text());
    }

    private static boolean isInVain(Event.SignalSent signal) {
        return !signal.delivered()
                && signal.reach().filter(reach -> !reach.pids().isEmpty()).isEmpty();
    }

    private static String end(OptionalInt code, Optional<String> signal) {
        if (code.isPresent()) {
            return "with code " + code.getAsInt();
        }
        return signal.map(name -> "by " + name).orElse("without having started");
    }

    private static String message(Excerpt bytes, boolean internal, boolean advanced, Optional<String> handle) {
        return (internal ? "(internal) " : "")
                + Printable.of(advanced ? decoded(bytes) : shown(bytes).stripTrailing())
                + handle.map(type -> " with a " + type).orElse("");
    }

    /** V8's format is not for people, and a part of it says nothing. */
    private static String decoded(Excerpt bytes) {
        if (bytes.length() > DECODED_BYTES) {
            return "(a message of " + Count.bytes(bytes.length()) + ")";
        }
        try {
            return Layout.beginning(Codec.ADVANCED.text(bytes.bytes()), SHOWN_BYTES);
        } catch (IllegalStateException ended) {
            return "… (" + Count.bytes(bytes.length()) + ", gone with their temporary file)";
        }
    }

    private static String quoted(Excerpt bytes) {
        var text = shown(bytes).replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
        return '"' + Printable.of(text) + '"';
    }

    private static String shown(Excerpt bytes) {
        var length = Count.bytes(bytes.length());
        try {
            var head = bytes.textHead(SHOWN_BYTES);
            return head.length() < bytes.length() ? head.text() + "… (" + length + ")" : head.text();
        } catch (IllegalStateException ended) {
            return "… (" + length + ", gone with their temporary file)";
        }
    }
}
