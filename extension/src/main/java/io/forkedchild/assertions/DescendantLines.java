package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.process.PipeHolder;
import java.util.List;
import java.util.stream.Stream;

/** Processes that a child has started, as lines of a failure text. */
final class DescendantLines {

    private static final int SHOWN = 8;

    private DescendantLines() {}

    /** The lines name the processes that keep the child from closing, and what else it has left. */
    static List<String> keepingOpen(ForkedChild child, List<PipeHolder> holders) {
        var others = holders.stream().skip(1).limit(SHOWN).map(PipeHolder::toString);
        var left = startedBy(child).stream()
                .filter(line ->
                        holders.stream().noneMatch(holder -> line.startsWith("left: pid " + holder.pid() + ",")));
        return Stream.concat(others, left).toList();
    }

    /** The lines name the descendants that live, by pid: {@code pid 7: /usr/bin/sleep 60}. */
    static List<String> startedBy(ForkedChild child) {
        return child.descendants().stream()
                .limit(SHOWN)
                .map(process -> "left: pid " + process.pid()
                        + process.info().commandLine().map(line -> ", " + line).orElse(""))
                .toList();
    }
}
