package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;
import java.nio.file.Path;

/**
 * The order in which the kernel numbers processes and threads: each gets the next number, and behind the highest one it begins again
 * with the lowest that is free. Until then every process with a smaller number than a child's is older than the child.
 */
final class PidSequence {

    private static final Path AVERAGES = ProcessStat.PROC.resolve("loadavg");
    private static final boolean IS_THE_KERNELS = isTheKernels();

    /** One processor starts hardly more processes and threads in a second. */
    private static final long MOST_STARTS = 50_000;

    private static final long LONGEST_GAP = longestGap();

    private static Position known = new Position(0, 0);
    private static long looked = System.nanoTime();

    private PidSequence() {}

    /**
     * A point in the sequence.
     *
     * @param last the number that was given last; 0 if that is not known
     * @param round it is another one if the sequence may have begun again
     */
    record Position(int last, int round) {

        boolean isKnown() {
            return last > 0;
        }
    }

    /** Begins another round as well where nobody has looked for so long that one may have passed unseen. */
    static synchronized Position now() {
        int last = last();
        long now = System.nanoTime();
        boolean isSameRound = last >= known.last() && now - looked < LONGEST_GAP;
        looked = now;
        known = new Position(last, isSameRound ? known.round() : known.round() + 1);
        return known;
    }

    /** The last of its fields, see proc(5). */
    private static int last() {
        var averages = IS_THE_KERNELS ? ProcessFiles.read(AVERAGES).strip() : "";
        return number(averages.substring(averages.lastIndexOf(' ') + 1));
    }

    private static long longestGap() {
        int highest =
                number(ProcessFiles.read(Path.of("/proc/sys/kernel/pid_max")).strip());
        long perSecond = MOST_STARTS * Runtime.getRuntime().availableProcessors();
        return 1_000_000_000L * highest / perSecond;
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** Containers may have another file there, which tells what was true some seconds ago. */
    private static boolean isTheKernels() {
        var mounts = ProcessFiles.read(Path.of("/proc/self/mountinfo"));
        return !mounts.isEmpty() && !mounts.contains(" " + AVERAGES + " ");
    }
}
