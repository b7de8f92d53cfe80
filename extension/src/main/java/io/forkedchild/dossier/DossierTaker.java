package io.forkedchild.dossier;

import io.forkedchild.process.Dossier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the dossier of a child, in a thread of its own and for a limited time: neither a process that cannot be looked at nor a
 * failure of the look disturbs the test.
 */
public final class DossierTaker {

    private static final int MOST_OF_SUMMARY = 4;
    private static final Duration LONGEST_GLANCE = Duration.ofMillis(500);

    private final RunningProcess child;
    private final boolean isLong;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Dossier taken;

    private DossierTaker(RunningProcess child, boolean isLong) {
        this.child = child;
        this.isLong = isLong;
    }

    /** What it does, within what is left of the budget. */
    public static Dossier take(RunningProcess child, LookBudget budget) {
        boolean isLong = !budget.leftForLongLooks().isZero();
        var atMost = isLong ? budget.leftForLongLooks() : budget.left();
        if (atMost.isZero()) {
            return unknown(child, "the looks at the children of this test have taken all the time that they may take");
        }
        long begin = System.nanoTime();
        try {
            return new DossierTaker(child, isLong).within(atMost);
        } finally {
            budget.spend(System.nanoTime() - begin);
        }
    }

    /** A short look. The calling thread is not kept from its work: such a look takes a millisecond or two. */
    public static Dossier glance(RunningProcess child) {
        return new DossierTaker(child, false).within(LONGEST_GLANCE);
    }

    /** Empty if it has ended; the test may not have seen that yet. */
    private static Optional<ProcessLook> look(RunningProcess child) {
        return ProcessLook.at(child.pid())
                .filter(look -> look.state() != 'Z' || look.nanosByThread().size() > 1);
    }

    private static Dossier unknown(RunningProcess child, String why) {
        var sentence = "what it does is not known: " + why;
        return new Dossier(List.of(sentence), List.of(child.name() + ", pid " + child.pid() + ": " + sentence));
    }

    private Dossier within(Duration atMost) {
        var thread = new Thread(this::run, "forkedchild-dossier");
        thread.setDaemon(true);
        thread.start();
        if (!await(atMost)) {
            thread.interrupt();
        }
        var found = taken;
        return found == null ? unknown(child, "the look has taken longer than " + atMost.toMillis() + " ms") : found;
    }

    private boolean await(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            look(child).ifPresentOrElse(this::look, () -> taken = unknown(child, "it has just ended"));
        } catch (RuntimeException | Error failure) {
            var found = taken;
            taken = found == null ? unknown(child, String.valueOf(failure)) : found;
        } finally {
            done.countDown();
        }
    }

    /** What the kernel shows is kept first: a JVM may not answer in time. */
    private void look(ProcessLook first) {
        var kernel = KernelDossier.quick(child, first);
        taken = dossier(kernel, kernel.summary(), List.of());
        if (isLong) {
            var thorough = KernelDossier.thorough(child, first);
            taken = dossier(thorough, thorough.summary(), List.of());
            thorough.jvm().ifPresent(jvm -> {
                taken = withoutThreads(thorough, "it has not answered in time");
                taken = withThreads(thorough, jvm);
            });
        }
    }

    private static Dossier withThreads(KernelDossier kernel, ProcessTree jvm) {
        try {
            var threads = JvmDossier.of(jvm.process());
            return dossier(kernel, kernel.summaryWith(jvm, threads.summary()), threads.details());
        } catch (JvmTool.Unanswered | IOException unknown) {
            return withoutThreads(kernel, String.valueOf(unknown.getMessage()));
        }
    }

    private static Dossier withoutThreads(KernelDossier kernel, String why) {
        var sentence = "its Java threads are not known: " + why;
        return dossier(
                kernel,
                Stream.concat(kernel.summary().stream(), Stream.of(sentence)).toList(),
                List.of("Of its Java threads, nothing is known: " + why + "."));
    }

    private static Dossier dossier(KernelDossier kernel, List<String> summary, List<String> ofRuntime) {
        var details =
                Stream.concat(kernel.details().stream(), ofRuntime.stream()).toList();
        return new Dossier(summary.stream().limit(MOST_OF_SUMMARY).toList(), details);
    }
}
