package io.forkedchild.assertions;

import java.util.List;

/**
 * Why a message is not what was expected.
 *
 * @param weight how far it is from that
 * @param lines what tells more than the message itself
 * @param isDecided whether it could be judged at all
 */
record Mismatch(int weight, List<String> lines, boolean isDecided) {

    /** A message that cannot be compared by its parts is farther away than any that can. */
    private static final int FAR = Integer.MAX_VALUE / 2;

    static final Mismatch NONE = new Mismatch(0, List.of(), true);

    Mismatch {
        lines = List.copyOf(lines);
    }

    static Mismatch of(Differences differences) {
        return new Mismatch(differences.weight(), differences.informative(), true);
    }

    /** As a whole; there is nothing to say but that. */
    static Mismatch whole(String... lines) {
        return new Mismatch(FAR, List.of(lines), true);
    }

    /** What judges it has thrown. */
    static Mismatch undecided(String what, Throwable failure) {
        return new Mismatch(FAR, List.of(what + " threw " + failure), false);
    }

    /** Its JSON cannot be looked at. */
    static Mismatch withoutJson(IllegalArgumentException refusal) {
        return whole("has no JSON to look at: " + refusal.getMessage());
    }
}
