package io.forkedchild.leftovers;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the processes that children have started: by the marks that they inherit, by their descent from a member that lives, by the
 * session and the group that a member leads, by the record of members that were seen before, and by the child's pipes.
 */
public final class Leftovers {

    /**
     * A process that replaces itself all the time can hide from a look through all processes. Each list of processes has one of its
     * links, so that a look at the new ones finds it, or misses one that has just ended. So many looks in sequence miss nothing.
     */
    static final int QUIET_LOOKS = 3;

    /** On a machine that starts programs all the time, each look may miss one that is nobody's. */
    static final int MOST_LOOKS = 50;

    /** What is said where nothing was found, and something could not be read. */
    static final String INCOMPLETE = "cannot tell what children have left behind: not all processes in "
            + ProcessStat.PROC + " could be read, mostly because the test JVM has no file descriptors left";

    private Leftovers() {}

    /**
     * What a look has found: live processes by their ids.
     *
     * @param isComplete whether every process could be read; if not, more may be there
     */
    record Look(List<Leftover> found, boolean isComplete) {

        private Look alive() {
            return new Look(
                    found.stream().filter(each -> !each.process().isZombie()).toList(), isComplete);
        }
    }

    /**
     * The live processes of these families, the children themselves included, by process id.
     *
     * @throws IllegalStateException if nothing was found, and not every process could be read
     */
    public static List<Leftover> of(Collection<Family> families) {
        return complete(() -> look(families));
    }

    private static List<Leftover> complete(Supplier<Look> looks) {
        var look = looks.get();
        for (int i = 1; i < QUIET_LOOKS && look.found().isEmpty() && !look.isComplete(); i++) {
            look = looks.get(); // a number may have gone to another process in the middle of the first look
        }
        if (look.found().isEmpty() && !look.isComplete()) {
            throw new IllegalStateException(INCOMPLETE);
        }
        return look.found();
    }

    /**
     * The processes that the child of a family has started, directly or not, without itself: those that live, and zombies that a live one
     * of the family should have waited for. Others are the business of process 1, which in some containers waits for nobody.
     */
    public static List<ProcessHandle> startedBy(Family family) {
        var all = complete(() -> all(List.of(family)));
        var living = all.stream()
                .filter(found -> !found.process().isZombie())
                .map(Leftover::pid)
                .collect(Collectors.toSet());
        return all.stream()
                .filter(found -> !family.isChild(found.process()))
                .flatMap(found -> found.process().isZombie()
                        ? living.contains(found.process().parent()) ? ZombieHandle.of(found) : Stream.of()
                        : ProcessHandle.of(found.pid()).stream())
                .toList();
    }

    /** One look, which tells whether it was complete. */
    static Look look(Collection<Family> families) {
        return families.isEmpty() ? new Look(List.of(), true) : all(families).alive();
    }

    /** As {@link #look}, with those that have ended and that nobody has waited for. */
    private static Look all(Collection<Family> families) {
        var search = new Search(families);
        var before = PidSequence.now();
        var pids = search.pids();
        int lowest = families.stream()
                .mapToInt(family -> family.lowest(before))
                .min()
                .orElse(0);
        var found = search.among(pids.stream().filter(pid -> pid >= lowest).toList());
        search.forgetOthers();
        boolean isAll =
                livesOne(found) || (before.isKnown() && PidSequence.now().equals(before));
        var all = Stream.concat(found.stream(), isAll ? Stream.of() : newcomers(search, pids).stream())
                .distinct()
                .sorted()
                .toList();
        return new Look(all, search.isComplete());
    }

    /** What has come since, in quick looks at new processes only, until one finds a live member. */
    private static List<Leftover> newcomers(Search search, List<Integer> before) {
        var pids = before;
        var found = List.<Leftover>of();
        int quiet = 0;
        for (int i = 0; quiet < QUIET_LOOKS && i < MOST_LOOKS && !livesOne(found); i++) {
            var seen = Set.copyOf(pids);
            pids = search.pids();
            found = search.among(
                    pids.stream().filter(pid -> !seen.contains(pid)).toList());
            quiet = found.isEmpty() && !search.hasMissed() ? quiet + 1 : 0;
        }
        return found;
    }

    private static boolean livesOne(List<Leftover> found) {
        return found.stream().anyMatch(leftover -> !leftover.process().isZombie());
    }
}
