package io.forkedchild.evidence;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.leftovers.FileHolders;
import io.forkedchild.process.PipeHolder;
import io.forkedchild.running.ChildProcess;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the processes that keep a child's output or channel open. */
public final class PipeHolders {

    private PipeHolders() {}

    /** The holders of the ends that have not ended. */
    public static List<PipeHolder> of(ChildProcess process) {
        return of(process.plan(), process.openEnds());
    }

    /** @param open what the kernel calls the ends, by descriptor */
    static List<PipeHolder> of(LaunchPlan plan, Map<Integer, String> open) {
        return FileHolders.of(open.values()).stream()
                .map(writer -> new PipeHolder(writer.pid(), writer.command(), names(plan, open, writer.files())))
                .toList();
    }

    private static List<String> names(LaunchPlan plan, Map<Integer, String> open, Set<String> held) {
        return open.entrySet().stream()
                .filter(end -> held.contains(end.getValue()))
                .map(end -> ChildSnapshot.nameOf(plan, end.getKey()))
                .toList();
    }
}
