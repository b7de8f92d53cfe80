package io.forkedchild.dossier;

import io.forkedchild.text.Count;
import io.forkedchild.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What the kernel shows of a process, as sentences. */
final class KernelDossier {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** A program that has just started may still be on the way to what it waits for. */
    private static final int MOST_PAUSES = 4;

    private final RunningProcess child;
    private final ProcessTree tree;
    private final CpuUse cpu;

    private KernelDossier(RunningProcess child, ProcessTree tree, CpuUse cpu) {
        this.child = child;
        this.tree = tree;
        this.cpu = cpu;
    }

    /** A look without any pause. */
    static KernelDossier quick(RunningProcess child, ProcessLook look) {
        var tree = ProcessTree.of(look, OpenFiles.streams(child));
        return new KernelDossier(child, tree, new CpuUse(look, look, Duration.ZERO));
    }

    /** Looks twice, to see whether it uses the processor; again if it does. */
    static KernelDossier thorough(RunningProcess child, ProcessLook first) {
        long begin = System.nanoTime();
        var previous = first;
        var use = new CpuUse(first, first, Duration.ZERO);
        for (int i = 0; i < MOST_PAUSES; i++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            var now = ProcessLook.at(child.pid());
            if (now.isEmpty()) {
                break;
            }
            var sincePrevious = new CpuUse(previous, now.get(), PAUSE);
            use = sincePrevious.isIdle() && i > 0
                    ? sincePrevious
                    : new CpuUse(first, now.get(), Duration.ofNanos(System.nanoTime() - begin));
            if (sincePrevious.isIdle() && now.get().state() != 'R') {
                break;
            }
            previous = now.get();
        }
        return new KernelDossier(child, ProcessTree.of(use.last(), OpenFiles.streams(child)), use);
    }

    private String title() {
        return Printable.of(child.name()) + " is " + tree.name() + ".";
    }

    private ProcessLook process() {
        return tree.process();
    }

    /** The JVM that does its work: the process itself, or what it waits for. */
    Optional<ProcessTree> jvm() {
        return tree.working()
                .filter(process -> JvmTool.isJvm(process.process()))
                .findFirst();
    }

    /** What it does, and what is unusual. */
    List<String> summary() {
        var lines = new ArrayList<String>();
        lines.add(tree.words() + "; " + cpu());
        tree.working()
                .skip(1)
                .reduce((one, next) -> next)
                .ifPresent(last -> lines.add(last.name() + ": " + last.words()));
        lines.addAll(unusual());
        return lines;
    }

    /** As {@link #summary}, with what a JVM tells of its threads instead of the system call. */
    List<String> summaryWith(ProcessTree jvm, List<String> threads) {
        var lines = new ArrayList<String>();
        boolean isChild = jvm.equals(tree);
        lines.add(isChild ? threads.get(0) + "; " + cpu() : tree.words() + "; " + cpu());
        if (!isChild) {
            lines.add("pid " + jvm.process().pid() + ": " + threads.get(0));
        }
        lines.addAll(threads.subList(1, threads.size()));
        lines.addAll(unusual());
        return lines;
    }

    private String cpu() {
        return cpu.words()
                + cpu.busyThread().map(thread -> ", mostly by its " + thread).orElse("");
    }

    private List<String> unusual() {
        var lines = new ArrayList<String>();
        tree.delayedTrap().ifPresent(lines::add);
        long waiting = process().pending() & process().blocked();
        if (waiting != 0) {
            lines.add("it blocks a signal that it was sent: " + SignalWords.names(waiting));
        }
        var zombies = tree.zombies().toList();
        if (!zombies.isEmpty()) {
            lines.add((zombies.size() == 1 ? "a zombie is" : zombies.size() + " zombies are")
                    + " below it, for which nobody has waited: " + ProcessTree.names(zombies));
        }
        return lines;
    }

    /** All that is known, a sentence each. */
    List<String> details() {
        var lines = new ArrayList<String>();
        lines.add(title());
        lines.add(tree.sentence());
        lines.add("It " + cpu() + ".");
        tree.working().skip(1).forEach(process -> lines.add(process.name() + ": " + process.sentence()));
        unusual().forEach(line -> lines.add(Character.toUpperCase(line.charAt(0)) + line.substring(1) + "."));
        lines.add(SignalWords.of(process()));
        lines.add("It has " + Count.of(process().nanosByThread().size(), "thread") + ", and has started "
                + (tree.started().isEmpty() ? "no processes" : ProcessTree.names(tree.started())) + ".");
        lines.add("It has open: " + String.join("; ", tree.files().all()) + ".");
        return lines;
    }
}
