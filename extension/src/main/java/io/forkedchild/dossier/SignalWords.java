package io.forkedchild.dossier;

import io.forkedchild.process.Signal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a process does with signals, in words. */
final class SignalWords {

    private static final int SIGNALS = 64;
    private static final int MOST_SHOWN = 12;

    private SignalWords() {}

    /** All sets: {@code It catches SIGINT; it ignores SIGPIPE; it blocks none; pending is none.} */
    static String of(ProcessLook look) {
        return "It catches " + names(look.caught()) + "; it ignores " + names(look.ignored()) + "; it blocks "
                + names(look.blocked()) + "; pending is " + names(look.pending()) + ".";
    }

    /** {@code none}, or the names: {@code SIGINT, SIGTERM}. */
    static String names(long signals) {
        var numbers = numbers(signals);
        int more = numbers.size() - MOST_SHOWN;
        return numbers.isEmpty()
                ? "none"
                : numbers.stream().limit(MOST_SHOWN).map(Signal::nameOf).collect(Collectors.joining(", "))
                        + (more > 0 ? " and " + more + " more" : "");
    }

    static List<Integer> numbers(long signals) {
        return IntStream.rangeClosed(1, SIGNALS)
                .filter(number -> ProcessLook.has(signals, number))
                .boxed()
                .toList();
    }
}
