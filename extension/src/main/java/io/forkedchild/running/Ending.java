package io.forkedchild.running;

import io.forkedchild.channel.Channel;
import io.forkedchild.launch.EndOfJvm;
import io.forkedchild.launch.RunAll;
import io.forkedchild.leftovers.Family;
import io.forkedchild.leftovers.Leftover;
import io.forkedchild.leftovers.Leftovers;
import io.forkedchild.leftovers.Sweep;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.process.Signal;
import io.forkedchild.recording.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends children: sees what they have done by themselves, ends them by the steps that their options say, closes every pipe whoever holds its other end, and kills what they have left behind.
 */
public final class Ending {

    /**
     * How long it waits.
     *
     * @param settling for a child that seems to end by itself
     * @param grace between SIGTERM and SIGKILL
     * @param killing for the kernel to let killed processes go
     * @param stretched makes of a time of the test the one on this machine
     */
    public record Bounds(Duration settling, Duration grace, Duration killing, UnaryOperator<Duration> stretched) {}

    /** The remark in the timeline of a child from which on it is not the test that it works for. */
    public static final String NOTE = "the test ends it";

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int SHOWN = 5;

    private final List<ChildProcess> children;
    private final EventLoop loop;
    private final Recorder recorder;
    private final Bounds bounds;
    private final String sender;
    private boolean hasLeftNothing;

    /**
     * The end of these children.
     *
     * @param sender who ends them, for the timeline: {@code the end of the test}
     */
    public Ending(List<ChildProcess> children, EventLoop loop, Recorder recorder, Bounds bounds, String sender) {
        this.children = children;
        this.loop = loop;
        this.recorder = recorder;
        this.bounds = bounds;
        this.sender = sender;
    }

    /** The steps at the end of a test: those of the children that may live on are let go, the others end. */
    public static List<Runnable> ofTest(List<ChildProcess> children, EventLoop loop, Recorder recorder, Bounds bounds) {
        var living = children.stream().filter(LivingOn::isAllowed).toList();
        var ending = children.stream().filter(child -> !living.contains(child)).toList();
        return Stream.concat(
                        Stream.<Runnable>of(new Ending(ending, loop, recorder, bounds, "the end of the test")::run),
                        living.stream().<Runnable>map(child -> () -> LivingOn.begin(child, bounds)))
                .toList();
    }

    /** Goes through to the end, whatever fails on its way, and not cut short by an interrupt. */
    public void run() {
        boolean closed = children.stream().allMatch(ChildProcess::isClosed);
        RunAll.all(
                closed
                        ? List.of(this::findLeftovers, this::closeHandles, this::sweep)
                        : List.of(
                                this::settle,
                                this::findLeftovers,
                                this::takeSteps,
                                this::kill,
                                this::closeEnds,
                                this::closeHandles,
                                this::sweep));
    }

    /** What a child has done before this moment is its own doing, also where the loop has not come to look at it yet. */
    private void settle() {
        each(ChildProcess::catchUp);
        recorder.awaitUninterruptibly(() -> children.stream().noneMatch(ChildProcess::seemsToEnd), bounds.settling());
    }

    /** What a child that ended by itself has left counts as left if it is there after a moment: it may be ending as well. */
    private void findLeftovers() {
        var ended = children.stream()
                .filter(child -> child.family().isPresent() && LeftBehind.hasEndedByItself(child))
                .toList();
        var families = ended.stream().flatMap(child -> child.family().stream()).toList();
        long deadline = System.nanoTime() + bounds.settling().toNanos();
        var found = Leftovers.of(families);
        while (!found.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            found = Leftovers.of(families);
        }
        for (var leftover : found) {
            ended.stream()
                    .filter(child ->
                            child.family().filter(leftover.family()::equals).isPresent())
                    .filter(child -> !child.leftBehind().isAllowed(leftover))
                    .forEach(child -> child.leftBehind().add(leftover));
        }
        hasLeftNothing = found.isEmpty() && families.size() == children.size();
    }

    private void takeSteps() {
        var steps = children.stream()
                .map(child -> new StepsOfEnd(child, bounds, sender))
                .toList();
        do {
            advance(steps);
            steps.stream()
                    .filter(StepsOfEnd::goesOn)
                    .map(StepsOfEnd::left)
                    .min(Duration::compareTo)
                    .ifPresent(left -> recorder.awaitUninterruptibly(this::allEnded, left));
        } while (steps.stream().anyMatch(StepsOfEnd::goesOn));
        recorder.awaitUninterruptibly(this::allEnded, bounds.killing());
        advance(steps);
    }

    private void advance(List<StepsOfEnd> steps) {
        run(steps.stream().<Runnable>map(step -> step::advance).toList());
    }

    private void kill() {
        each(process -> {
            if (process.status().isEmpty()) {
                process.signals().send(Signal.SIGKILL.number(), sender);
            }
        });
        if (!recorder.awaitUninterruptibly(this::allEnded, bounds.killing())) {
            throw new IllegalStateException("not gone " + bounds.killing().toSeconds() + " s after SIGKILL: "
                    + children.stream()
                            .filter(child -> child.status().isEmpty())
                            .toList());
        }
    }

    private boolean allEnded() {
        return children.stream().allMatch(child -> child.status().isPresent());
    }

    private void closeEnds() {
        each(ChildProcess::closeEnds);
    }

    private void closeHandles() {
        each(process -> process.channel().ifPresent(Channel::closeHandles));
    }

    private void sweep() {
        if (!hasLeftNothing) {
            note(Sweep.of(families(), bounds.killing()));
        }
        families().forEach(EndOfJvm.current()::forget);
    }

    private List<Family> families() {
        return children.stream().flatMap(child -> child.family().stream()).toList();
    }

    private void note(List<Leftover> killed) {
        if (killed.isEmpty()) {
            return;
        }
        each(child -> {
            var its = killed.stream()
                    .filter(leftover ->
                            child.family().filter(leftover.family()::equals).isPresent())
                    .toList();
            if (!its.isEmpty()) {
                var more = its.size() > SHOWN ? ", and " + (its.size() - SHOWN) + " more" : "";
                child.note(sender + " killed what it had started: "
                        + its.stream().limit(SHOWN).map(Leftover::toString).collect(Collectors.joining("; ")) + more);
            }
        });
    }

    private void each(Consumer<ChildProcess> action) {
        run(children.stream().<Runnable>map(child -> () -> action.accept(child)).toList());
    }

    /** Has the loop's thread take all these steps, whatever fails. */
    private void run(List<Runnable> steps) {
        loop.call(() -> {
            RunAll.all(steps);
            return true;
        });
    }
}
