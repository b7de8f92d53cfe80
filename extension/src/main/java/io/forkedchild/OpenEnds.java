package io.forkedchild;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What keeps a child that has ended from closing. */
final class OpenEnds {

    private static final int SHOWN = 2;

    private final ChildProcess process;

    private OpenEnds(ChildProcess process) {
        this.process = process;
    }

    /** Who holds which of its ends; empty if all have ended. */
    static String of(ForkedChild child) {
        return new OpenEnds(child.process()).text();
    }

    private String text() {
        var open = descriptors();
        var holders = open.isEmpty() ? List.<PipeHolder>of() : PipeHolder.of(process);
        var lines = new ArrayList<String>();
        holders.stream().limit(SHOWN).map(PipeHolder::toString).forEach(lines::add);
        if (holders.size() > SHOWN) {
            lines.add("and by " + (holders.size() - SHOWN) + " more");
        }
        var unknown = names(open.stream()
                .filter(descriptor -> holders.stream()
                        .noneMatch(holder -> holder.descriptors().contains(descriptor)))
                .toList());
        if (!unknown.isEmpty()) {
            lines.add("something still holds its " + String.join(" and ", unknown));
        }
        return String.join("; ", lines);
    }

    private List<Integer> descriptors() {
        return IntStream.range(1, process.plan().stdio().size())
                .filter(descriptor -> process.output(descriptor)
                        .filter(output -> !output.hasEnded())
                        .isPresent())
                .boxed()
                .toList();
    }

    private List<String> names(List<Integer> open) {
        var names = new ArrayList<>(open.stream().map(Output::nameOf).toList());
        if (process.channel().filter(channel -> !channel.hasEnded()).isPresent()) {
            names.add("channel");
        }
        return names;
    }
}
