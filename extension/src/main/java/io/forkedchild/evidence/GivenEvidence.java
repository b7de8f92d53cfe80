package io.forkedchild.evidence;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The evidence that a child has given, so that a failure that carries it in its text can be recognised. */
public final class GivenEvidence {

    /** Command, directory and state: those that show less of a text cut its tails. */
    private static final int LINES = 3;

    private static final int MOST_KEPT = 32;

    private final Set<String> beginnings = new LinkedHashSet<>();

    /** Remembers that this text was given, and returns it. */
    public synchronized String remember(String evidence) {
        if (beginnings.size() == MOST_KEPT) {
            beginnings.remove(beginnings.iterator().next());
        }
        beginnings.add(evidence.lines().limit(LINES).collect(Collectors.joining("\n")));
        return evidence;
    }

    public synchronized boolean isIn(String text) {
        return beginnings.stream().anyMatch(text::contains);
    }
}
