package io.forkedchild.assertions;

import java.util.ArrayList;
import java.util.List;

/** The beginning and the end of many lines. */
final class Shortened {

    private Shortened() {}

    /** The first and the last of them, and between how many there are more, if they are more than both. */
    static List<String> lines(List<String> all, int first, int last) {
        if (all.size() <= first + last + 1) {
            return all;
        }
        var lines = new ArrayList<>(all.subList(0, first));
        lines.add("… " + (all.size() - first - last) + " more …");
        lines.addAll(all.subList(all.size() - last, all.size()));
        return lines;
    }
}
