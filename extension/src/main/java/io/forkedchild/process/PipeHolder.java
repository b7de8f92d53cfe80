package io.forkedchild.process;

import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.util.List;

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

    /** A sentence: {@code stdout and stderr are held by pid 77: /usr/bin/sleep 60}. */
    @Override
    public String toString() {
        return String.join(" and ", ends) + (ends.size() == 1 ? " is" : " are") + " held by pid " + pid + ": "
                + Layout.cut(Printable.of(command), SHOWN_COLUMNS);
    }
}
