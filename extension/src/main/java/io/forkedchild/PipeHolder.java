package io.forkedchild;

import io.forkedchild.guardian.Writers;
import io.forkedchild.timeline.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A process that has pipes of a child's output open, so that the child cannot close.
 *
 * @param pid its process id
 * @param command its command line, or its name in brackets if it has none
 * @param descriptors which of the child's descriptors they are: 1 for stdout, 2 for stderr
 */
public record PipeHolder(long pid, String command, List<Integer> descriptors) {

    private static final int SHOWN_CHARACTERS = 120;

    /** Keeps a copy of the descriptors. */
    public PipeHolder {
        descriptors = List.copyOf(descriptors);
    }

    /** Those of the streams that have not ended. */
    static List<PipeHolder> of(ChildProcess process) {
        var pipes = new HashMap<String, Integer>();
        process.openPipes().forEach((descriptor, pipe) -> pipes.put(pipe, descriptor));
        return Writers.of(pipes.keySet()).stream()
                .map(writer -> new PipeHolder(
                        writer.pid(),
                        writer.command(),
                        writer.files().stream().map(pipes::get).sorted().toList()))
                .toList();
    }

    /** A sentence: {@code stdout and stderr are held by pid 77: /usr/bin/sleep 60}. */
    @Override
    public String toString() {
        var names = descriptors.stream().map(Output::nameOf).collect(Collectors.joining(" and "));
        var shown = Printable.of(command);
        return names + (descriptors.size() == 1 ? " is" : " are") + " held by pid " + pid + ": "
                + (shown.length() <= SHOWN_CHARACTERS ? shown : shown.substring(0, SHOWN_CHARACTERS) + "…");
    }
}
