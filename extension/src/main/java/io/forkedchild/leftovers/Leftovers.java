package io.forkedchild.leftovers;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private Leftovers() {}

    /** The live processes of these families, the children themselves included, by process id. */
    public static List<Leftover> of(Collection<Family> families) {
        return all(families).stream()
                .filter(found -> !found.process().isZombie())
                .toList();
    }

    /**
     * The processes that the child of a family has started, directly or not, without itself: those that live, and zombies that a live one
     * of the family should have waited for. Others are the business of process 1, which in some containers waits for nobody.
     */
    public static List<ProcessHandle> startedBy(Family family) {
        var all = all(List.of(family));
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

    /** As {@link #of}, with those that have ended and that nobody has waited for. */
    public static List<Leftover> all(Collection<Family> families) {
        if (families.isEmpty()) {
            return List.of();
        }
        var search = new Search(families);
        var before = PidSequence.now();
        var pids = pids();
        int lowest = families.stream()
                .mapToInt(family -> family.lowest(before))
                .min()
                .orElse(0);
        var found = search.among(pids.stream().filter(pid -> pid >= lowest).toList());
        search.forgetOthers();
        boolean isAll =
                livesOne(found) || (before.isKnown() && PidSequence.now().equals(before));
        return Stream.concat(found.stream(), isAll ? Stream.of() : newcomers(search, pids).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** What has come since, in quick looks at new processes only, until one finds a live member. */
    private static List<Leftover> newcomers(Search search, List<Integer> before) {
        var pids = before;
        var found = List.<Leftover>of();
        int quiet = 0;
        for (int i = 0; quiet < QUIET_LOOKS && i < MOST_LOOKS && !livesOne(found); i++) {
            var seen = Set.copyOf(pids);
            pids = pids();
            found = search.among(
                    pids.stream().filter(pid -> !seen.contains(pid)).toList());
            quiet = found.isEmpty() && !search.hasMissed() ? quiet + 1 : 0;
        }
        return found;
    }

    private static boolean livesOne(List<Leftover> found) {
        return found.stream().anyMatch(leftover -> !leftover.process().isZombie());
    }

    /** The numbers of all processes. */
    static List<Integer> pids() {
        var names = ProcessStat.PROC.toFile().list();
        if (names == null) {
            throw new IllegalStateException("cannot list " + ProcessStat.PROC);
        }
        return Stream.of(names)
                .filter(Leftovers::isNumber)
                .map(Integer::valueOf)
                .toList();
    }

    private static boolean isNumber(String name) {
        return IntStream.range(0, name.length()).allMatch(i -> name.charAt(i) >= '0' && name.charAt(i) <= '9');
    }
}
