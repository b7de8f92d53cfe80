package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import java.util.List;

/** Processes that a child has started, as lines of a failure text. */
final class Processes {

    private static final int SHOWN = 8;

    private Processes() {}

    /** Those that live, by pid: {@code pid 7: /usr/bin/sleep 60}. */
    static List<String> startedBy(ForkedChild child) {
        return child.children().stream()
                .limit(SHOWN)
                .map(process -> "left: pid " + process.pid()
                        + process.info().commandLine().map(line -> ", " + line).orElse(""))
                .toList();
    }
}
