package io.forkedchild.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts what the descriptors of the test JVM are. It opens nothing, as there may be no descriptor left: it does not list
 * {@code /proc/self/fd}, but tries one number after the other.
 */
final class OpenDescriptors {

    private static final int MOST = 1 << 16;
    private static final int MOST_MISSING = 256;
    private static final int SHOWN = 4;

    private OpenDescriptors() {}

    static String text() {
        return text(counts());
    }

    /** What is open, and how often. */
    static Map<String, Integer> counts() {
        var counts = new LinkedHashMap<String, Integer>();
        int missing = 0;
        for (int number = 0; number < MOST && missing < MOST_MISSING; number++) {
            try {
                counts.merge(kind(Files.readSymbolicLink(Path.of("/proc/self/fd/" + number))), 1, Integer::sum);
                missing = 0;
            } catch (IOException notOpen) {
                missing++;
            }
        }
        return counts;
    }

    /** Files are counted by their folder. */
    private static String kind(Path target) {
        var text = target.toString();
        int colon = text.indexOf(':');
        if (!text.startsWith("/") && colon > 0) {
            var kind = text.substring(0, colon);
            return kind.equals("anon_inode") ? text.substring(colon + 1).replaceAll("[\\[\\]]", "") : kind;
        }
        var folder = target.getParent();
        return "file in " + (folder == null ? text : folder);
    }

    static String text(Map<String, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        var most = counts.entrySet().stream()
                .sorted(Collections.reverseOrder(Map.Entry.comparingByValue()))
                .limit(SHOWN)
                .map(each -> each.getValue() + " × " + each.getKey())
                .collect(Collectors.joining(", "));
        return "the test JVM has " + all + " descriptors open (ulimit -n is the limit), most of them " + most;
    }
}
