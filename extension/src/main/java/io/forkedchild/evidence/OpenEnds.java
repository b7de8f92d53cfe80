package io.forkedchild.evidence;

import io.forkedchild.process.PipeHolder;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.text.StreamName;
import java.util.ArrayList;
import java.util.List;

/** What keeps a child that has ended from closing. */
final class OpenEnds {

    private static final int SHOWN = 2;

    private final ChildProcess process;

    private OpenEnds(ChildProcess process) {
        this.process = process;
    }

    /** Who holds which of its ends; empty if all have ended. */
    static String of(ChildProcess process) {
        return new OpenEnds(process).text();
    }

    /** As people call it: {@code stdout}, {@code channel}, {@code stdio[4]}. */
    static String nameOf(ChildProcess process, int descriptor) {
        var channel = process.plan().channelIndex();
        return channel.isPresent() && channel.getAsInt() == descriptor ? "channel" : StreamName.of(descriptor);
    }

    private String text() {
        var open = process.openEnds();
        var holders = open.isEmpty() ? List.<PipeHolder>of() : PipeHolders.of(process);
        var lines = new ArrayList<String>();
        holders.stream().limit(SHOWN).map(PipeHolder::toString).forEach(lines::add);
        if (holders.size() > SHOWN) {
            lines.add("and by " + (holders.size() - SHOWN) + " more");
        }
        var unknown = open.keySet().stream()
                .map(descriptor -> nameOf(process, descriptor))
                .filter(name ->
                        holders.stream().noneMatch(holder -> holder.ends().contains(name)))
                .toList();
        if (!unknown.isEmpty()) {
            lines.add("something still holds its " + String.join(" and ", unknown));
        }
        return String.join("; ", lines);
    }
}
