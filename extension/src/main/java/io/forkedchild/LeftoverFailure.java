package io.forkedchild;

import io.forkedchild.evidence.LeftoverText;
import java.util.List;
import java.util.Optional;

/** Fails a test whose children have ended by themselves and left processes behind. */
final class LeftoverFailure {

    private static final int MOST_LINES = 45;

    private LeftoverFailure() {}

    /** The failure that names them, with the evidence of the first child; empty if nothing is left that may not be. */
    static Optional<AssertionError> of(List<ForkedChild> children) {
        var leaving = children.stream()
                .filter(child -> !child.process().leftBehind().found().isEmpty())
                .toList();
        if (leaving.isEmpty()) {
            return Optional.empty();
        }
        var lines = LeftoverText.of(leaving.stream().map(ForkedChild::process).toList());
        var evidence = leaving.get(0).inspection().evidence(MOST_LINES - lines.size());
        return Optional.of(new AssertionError(String.join("\n", lines) + "\n" + evidence));
    }
}
