package io.forkedchild.evidence;

import io.forkedchild.process.Dossier;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.Dossiers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a child did when its evidence was taken.
 *
 * @param now empty if it did not run
 * @param before what it did before something ended it; empty if nobody has looked then
 */
public record Doing(Optional<Dossier> now, Optional<Dossiers.AtEnd> before) {

    static final Doing UNKNOWN = new Doing(Optional.empty(), Optional.empty());

    /** Takes a dossier, which may take a while; not on the loop's thread. */
    public static Doing of(ChildProcess process) {
        return new Doing(process.dossiers().now(), process.dossiers().atEnd());
    }

    /** The same by a short look. */
    public static Doing atOnce(ChildProcess process) {
        return new Doing(process.dossiers().glance(), process.dossiers().atEnd());
    }

    /** A line of the evidence; {@code what} is empty if it belongs to the line before. */
    record Fact(String what, String text) {}

    List<Fact> facts(ChildSnapshot child) {
        if (child.isRunning()) {
            return now.map(dossier -> facts("doing", "", dossier)).orElse(List.of());
        }
        return before.map(kept -> facts("before", "when " + kept.moment() + ": ", kept.dossier()))
                .orElse(List.of());
    }

    private static List<Fact> facts(String what, String beginning, Dossier dossier) {
        return IntStream.range(0, dossier.summary().size())
                .mapToObj(i -> new Fact(
                        i == 0 ? what : "",
                        (i == 0 ? beginning : "") + dossier.summary().get(i)))
                .toList();
    }
}
