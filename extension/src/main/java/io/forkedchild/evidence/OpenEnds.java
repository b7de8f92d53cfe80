package io.forkedchild.evidence;

import io.forkedchild.process.PipeHolder;
import java.util.ArrayList;

/** What keeps a child that has ended from closing. */
final class OpenEnds {

    private static final int SHOWN = 2;

    private OpenEnds() {}

    /** Tells which processes hold which of the child's ends; empty if all have ended. */
    static String of(ChildSnapshot child) {
        var holders = child.holders();
        var lines = new ArrayList<String>();
        holders.stream().limit(SHOWN).map(PipeHolder::toString).forEach(lines::add);
        if (holders.size() > SHOWN) {
            lines.add("and by " + (holders.size() - SHOWN) + " more");
        }
        var unknown = child.openEnds().keySet().stream()
                .map(child::nameOf)
                .filter(name ->
                        holders.stream().noneMatch(holder -> holder.ends().contains(name)))
                .toList();
        if (!unknown.isEmpty()) {
            lines.add("something still holds its " + String.join(" and ", unknown));
        }
        return String.join("; ", lines);
    }
}
