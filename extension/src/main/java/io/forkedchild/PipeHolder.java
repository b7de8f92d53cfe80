package io.forkedchild;

import io.forkedchild.guardian.Writers;
import io.forkedchild.text.Layout;
import io.forkedchild.timeline.Printable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process that has ends of a child's output or channel open, so that the child cannot close.
 *
 * @param pid its process id
 * @param command its command line, or its name in brackets if it has none
 * @param ends which they are, in the order of the child's descriptors: {@code stdout}, {@code stderr}, {@code channel},
 *     {@code stdio[4]}
 */
public record PipeHolder(long pid, String command, List<String> ends) {

    private static final int SHOWN_COLUMNS = 120;

    /** Keeps a copy of the names. */
    public PipeHolder {
        ends = List.copyOf(ends);
    }

    /** Those of what has not ended. */
    static List<PipeHolder> of(ChildProcess process) {
        var open = process.openEnds();
        return Writers.of(open.values()).stream()
                .map(writer -> new PipeHolder(writer.pid(), writer.command(), names(process, open, writer.files())))
                .toList();
    }

    private static List<String> names(ChildProcess process, Map<Integer, String> open, Set<String> held) {
        return open.entrySet().stream()
                .filter(end -> held.contains(end.getValue()))
                .map(end -> OpenEnds.nameOf(process, end.getKey()))
                .toList();
    }

    /** A sentence: {@code stdout and stderr are held by pid 77: /usr/bin/sleep 60}. */
    @Override
    public String toString() {
        return String.join(" and ", ends) + (ends.size() == 1 ? " is" : " are") + " held by pid " + pid + ": "
                + Layout.cut(Printable.of(command), SHOWN_COLUMNS);
    }
}
