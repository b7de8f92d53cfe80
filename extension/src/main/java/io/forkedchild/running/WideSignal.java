package io.forkedchild.running;

import io.forkedchild.leftovers.Family;
import io.forkedchild.leftovers.Leftovers;
import io.forkedchild.leftovers.OpenProcess;
import io.forkedchild.timeline.Event.Reach;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A signal of the test to a child and to what it has started, to all of it or to its process group. */
public final class WideSignal {

    /** What starts others faster than they are found is not chased for ever. */
    private static final int MOST_LOOKS = 20;

    private final ChildProcess child;
    private final int number;
    private final Reach.Kind kind;
    private final Set<Long> reached = new HashSet<>();

    private WideSignal(ChildProcess child, int number, Reach.Kind kind) {
        this.child = child;
        this.number = number;
        this.kind = kind;
    }

    /** Sends it; false if there was no process to take it. Looks again until it finds no process that has not had it. */
    public static boolean send(ChildProcess child, int number, Reach.Kind kind) {
        var signal = new WideSignal(child, number, kind);
        boolean wasFirst = signal.sendOnce(true);
        for (int i = 1; i < MOST_LOOKS && signal.sendOnce(false); i++) {
            // once more
        }
        return wasFirst;
    }

    /** @return whether it has reached somebody */
    private boolean sendOnce(boolean isFirst) {
        var others = child.family().map(this::others).orElse(List.of());
        try {
            return (isFirst || !others.isEmpty()) && child.loop().call(() -> sendTo(others, isFirst));
        } finally {
            others.forEach(OpenProcess::close);
        }
    }

    /** The parents come first: one whose child ends first may start another one. */
    private List<OpenProcess> others(Family family) {
        int group = family.group();
        return Leftovers.of(List.of(family)).stream()
                .filter(found -> found.pid() != child.pid() && !reached.contains((long) found.pid()))
                .filter(found -> kind == Reach.Kind.TREE || found.process().group() == group)
                .sorted(Comparator.comparingLong(found -> found.process().start()))
                .limit(OpenProcess.MOST_AT_ONCE)
                .flatMap(found -> OpenProcess.of(found).stream())
                .toList();
    }

    private boolean sendTo(List<OpenProcess> others, boolean isFirst) {
        return child.signals().send(number, isFirst, () -> {
            var pids = others.stream()
                    .filter(process -> process.signal(number))
                    .map(OpenProcess::pid)
                    .toList();
            reached.addAll(pids);
            return new Reach(kind, pids);
        });
    }
}
