package io.forkedchild.evidence;

import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the other children of a test are doing; those that failed by themselves first, as they may be the cause of everything. */
final class OtherChildren {

    private static final int MOST = 4;
    private static final int PART_BYTES = 64 << 10;
    private static final int LINE_COLUMNS = 80;

    private final Map<String, OtherChild> children = new LinkedHashMap<>();

    private static final class OtherChild {

        private String state = "is running";
        private String error = "";
        private boolean failed;
        private boolean wasSentASignal;
        private @Nullable Excerpt lastOfStderr;

        String text(String name) {
            return name + " " + state + (error.isEmpty() ? "" : ", raised " + error) + (failed ? complaint() : "");
        }

        private String complaint() {
            return lastOfStderr == null ? "" : OtherChildren.complaint(lastOfStderr);
        }
    }

    void look(Event event) {
        var other = children.computeIfAbsent(event.child(), first -> new OtherChild());
        if (event instanceof Event.Output output && output.descriptor() == 2) {
            other.lastOfStderr = output.bytes();
        } else if (event instanceof Event.SpawnFailed failed) {
            other.state = "never started (" + failed.errno() + ")";
            other.failed = true;
        } else if (event instanceof Event.ErrorRaised raised) {
            other.error = other.error.isEmpty() ? raised.code() : other.error;
        } else if (event instanceof Event.SignalSent signal) {
            other.wasSentASignal |= signal.delivered() && signal.number() != 0;
        } else if (event instanceof Event.Exited exited) {
            other.state = exited.code().isPresent()
                    ? "exited with code " + exited.code().getAsInt()
                    : "was killed by " + exited.signal().orElse("a signal");
            other.failed = exited.code().orElse(1) != 0 && !other.wasSentASignal;
        }
    }

    /** In one line; empty if there are none. */
    Optional<String> text() {
        if (children.isEmpty()) {
            return Optional.empty();
        }
        var shown = children.entrySet().stream()
                .sorted(Comparator.comparing(child ->
                        !child.getValue().failed && child.getValue().error.isEmpty()))
                .limit(MOST)
                .map(child -> child.getValue().text(child.getKey()))
                .collect(Collectors.joining("; "));
        return Optional.of(children.size() <= MOST ? shown : shown + "; and " + (children.size() - MOST) + " more");
    }

    /** The complaint; empty if the output was kept in a temporary file that is gone. */
    private static String complaint(Excerpt output) {
        try {
            var end = new Excerpt(output.log(), Math.max(0, output.to() - PART_BYTES), output.to());
            var reason = OutputExcerpt.reason(end).strip();
            var verb = end.text().stripTrailing().endsWith(reason) ? "ends with" : "says";
            return reason.isEmpty()
                    ? ""
                    : ", stderr " + verb + " \"" + Layout.cut(Printable.of(reason), LINE_COLUMNS) + '"';
        } catch (IllegalStateException ended) {
            return "";
        }
    }
}
