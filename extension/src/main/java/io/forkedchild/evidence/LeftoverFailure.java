package io.forkedchild.evidence;

import io.forkedchild.running.ChildProcess;
import java.util.List;
import java.util.Optional;

/** Fails a test whose children have ended by themselves and left processes behind. */
public final class LeftoverFailure {

    private static final int MOST_LINES = 45;

    private LeftoverFailure() {}

    /** Tells what is known of a child, in at most so many lines. */
    public interface EvidenceOfChild {
        String of(ChildProcess child, int lines);
    }

    /** The failure that names them, with the evidence of the first child; empty if nothing is left that may not be. */
    public static Optional<AssertionError> of(List<ChildProcess> children, EvidenceOfChild evidence) {
        var leaving = children.stream()
                .filter(child -> !child.leftBehind().found().isEmpty())
                .toList();
        if (leaving.isEmpty()) {
            return Optional.empty();
        }
        var lines = LeftoverText.of(leaving);
        var text = String.join("\n", lines) + "\n" + evidence.of(leaving.get(0), MOST_LINES - lines.size());
        return Optional.of(
                new AssertionError(leaving.get(0).recorder().secrets().masked(text)));
    }
}
