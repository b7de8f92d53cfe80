package io.forkedchild.running;

import io.forkedchild.dossier.DossierTaker;
import io.forkedchild.dossier.LookBudget;
import io.forkedchild.dossier.RunningProcess;
import io.forkedchild.leftovers.Family;
import io.forkedchild.process.Dossier;
import io.forkedchild.process.Stdio;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.StreamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** What a child does when somebody asks, and what it did when something ended it. */
public final class Dossiers {

    /** The children of a test have one recorder. */
    private static final Map<Recorder, LookBudget> BUDGETS = Collections.synchronizedMap(new WeakHashMap<>());

    /** Code that asks for evidence again and again gets the same dossier for a while, if nothing has happened. */
    private static final Duration KEPT = Duration.ofMillis(250);

    private final ChildProcess process;
    private @Nullable Latest latest;
    private volatile @Nullable AtEnd atEnd;

    private record Latest(Dossier dossier, long taken, int events) {}

    /**
     * What it did before it was ended.
     *
     * @param moment such as {@code the timeout struck}
     */
    public record AtEnd(String moment, Dossier dossier) {}

    Dossiers(ChildProcess process) {
        this.process = process;
    }

    /** What it does now; empty if it does not run. */
    public synchronized Optional<Dossier> now() {
        if (!isRunning()) {
            return Optional.empty();
        }
        int events = process.recorder().timeline().events().size();
        var known = latest;
        if (known == null || known.events() != events || System.nanoTime() - known.taken() > KEPT.toNanos()) {
            var budget = BUDGETS.computeIfAbsent(process.recorder(), recorder -> new LookBudget());
            known = new Latest(DossierTaker.take(subject(), budget), System.nanoTime(), events);
            latest = known;
        }
        return isRunning() ? Optional.of(known.dossier()) : Optional.empty();
    }

    /** What is seen of it in a millisecond or two; empty if it does not run. */
    public Optional<Dossier> glance() {
        var glance = isRunning() ? Optional.of(DossierTaker.glance(subject())) : Optional.<Dossier>empty();
        return isRunning() ? glance : Optional.empty();
    }

    /** As {@link #now}; a child that does not run has a dossier that says so, and what it did before it was ended. */
    public Dossier nowOrEnd() {
        return now().orElseGet(() -> {
            var end = process.name() + " does not run: "
                    + process.status().map(Object::toString).orElse("it has ended");
            var lines = new ArrayList<>(List.of(end));
            atEnd().ifPresent(kept -> {
                lines.add("when " + kept.moment() + ":");
                lines.addAll(kept.dossier().details());
            });
            return new Dossier(List.of(end), lines);
        });
    }

    private boolean isRunning() {
        return process.status().isEmpty() && process.pid() != 0;
    }

    private RunningProcess subject() {
        var names = new HashMap<Integer, String>();
        var channel = process.plan().channelIndex();
        for (int i = 0; i < process.plan().stdio().size(); i++) {
            if (process.plan().stdio().get(i) != Stdio.Named.STDOUT) {
                names.put(i, channel.isPresent() && channel.getAsInt() == i ? "channel" : StreamName.of(i));
            }
        }
        return new RunningProcess(
                process.name(),
                process.pid(),
                names,
                process.family().map(Family::ends).orElse(Set.of()));
    }

    /** Keeps what it does now, since it is about to be ended; a short look of the calling thread. */
    void keepGlance(String moment) {
        glance().ifPresent(dossier -> atEnd = new AtEnd(moment, dossier));
    }

    /** Keeps what it does now, since something may end it. */
    public void keep(String moment) {
        now().ifPresent(dossier -> atEnd = new AtEnd(moment, dossier));
    }

    /** What it did when it was last kept. */
    public Optional<AtEnd> atEnd() {
        return Optional.ofNullable(atEnd);
    }
}
