package io.forkedchild.evidence;

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
        var open = process.openEnds();
        return FileHolders.of(open.values()).stream()
                .map(writer -> new PipeHolder(writer.pid(), writer.command(), names(process, open, writer.files())))
                .toList();
    }

    private static List<String> names(ChildProcess process, Map<Integer, String> open, Set<String> held) {
        return open.entrySet().stream()
                .filter(end -> held.contains(end.getValue()))
                .map(end -> OpenEnds.nameOf(process, end.getKey()))
                .toList();
    }
}
