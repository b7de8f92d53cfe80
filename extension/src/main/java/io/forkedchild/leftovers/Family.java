package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A child and whatever it has started, by all that tells its members from other processes: two marks that they inherit, the
 * child's own process, the ends of its pipes, and the members that were seen before. Used by any thread.
 */
public final class Family {

    private final String entry;
    private final OptionalLong limit;
    private final int pid;
    private final long start;
    private final int group;
    private final Set<String> ends;
    private final PidSequence.Position begin;

    /** Starts of members by their numbers. */
    private final Map<Integer, Long> members = new ConcurrentHashMap<>();

    /** Starts of the members that led a session or a group, by their numbers, which these have kept. */
    private final Map<Integer, Long> leaders = new ConcurrentHashMap<>();

    /**
     * The family of a child.
     *
     * @param entry an entry of the environment of its members, {@code NAME=value}
     * @param limit the number that marks them by {@link io.forkedchild.posix.LockLimit}; empty if it could not be set
     * @param pid the child's process; 0 if there is none
     * @param ends what the kernel calls the child's ends of its pipes and sockets
     */
    public Family(String entry, OptionalLong limit, int pid, Collection<String> ends) {
        this.entry = entry;
        this.limit = limit;
        this.pid = pid;
        this.ends = Set.copyOf(ends);
        var child = pid == 0 ? Optional.<ProcessStat>empty() : ProcessStat.of(pid);
        this.start = child.map(ProcessStat::start).orElse(0L);
        this.group = child.map(ProcessStat::group).orElse(0);
        this.begin = PidSequence.now();
        child.ifPresent(this::add);
    }

    public String entry() {
        return entry;
    }

    /** How the entries of all families of the same JVM begin. */
    String beginningOfEntries() {
        return entry.substring(0, entry.lastIndexOf('_') + 1);
    }

    OptionalLong limit() {
        return limit;
    }

    /** When the child was started; no member is older. */
    public long start() {
        return start;
    }

    /** The lowest number that a member can have; 0 if the numbers may have begun again since the child was started. */
    int lowest(PidSequence.Position now) {
        boolean isSameRound =
                begin.isKnown() && begin.last() >= pid && now.round() == begin.round() && now.last() >= begin.last();
        return isSameRound ? pid : 0;
    }

    /** The process group of the child: now, or at its start if it has ended. */
    public int group() {
        return ProcessStat.of(pid).filter(this::isChild).map(ProcessStat::group).orElse(group);
    }

    /** What the kernel calls the child's ends of its pipes and sockets. */
    public Set<String> ends() {
        return ends;
    }

    boolean isChild(ProcessStat process) {
        return process.pid() == pid && process.start() == start;
    }

    // ---- members

    /** Remembers a process that was found to be a member. */
    void add(ProcessStat process) {
        members.put(process.pid(), process.start());
        if (process.session() == process.pid() || process.group() == process.pid()) {
            leaders.put(process.pid(), process.start());
        }
    }

    boolean has(ProcessStat process) {
        var known = members.get(process.pid());
        return known != null && known == process.start();
    }

    /** Whether it is the child of a member, or in a session or a group that a member leads or led. */
    boolean isRelative(ProcessStat process) {
        return isChildOfMember(process.parent()) || isLedByMember(process.session()) || isLedByMember(process.group());
    }

    private boolean isChildOfMember(int parent) {
        return members.containsKey(parent)
                && ProcessStat.of(parent).filter(this::has).isPresent();
    }

    /** The kernel gives the number of a leader to no other process as long as one is in the session or the group. */
    private boolean isLedByMember(int number) {
        var leader = leaders.get(number);
        return leader != null
                && ProcessStat.of(number).map(now -> now.start() == leader).orElse(true);
    }

    /** Forgets members that are gone, and sessions and groups without a process. */
    void forgetGone(Collection<ProcessStat> living) {
        var kept = new HashSet<Integer>();
        living.forEach(process -> kept.addAll(List.of(process.pid(), process.session(), process.group())));
        members.keySet().removeIf(number -> !kept.contains(number) && isGone(number, members));
        leaders.keySet().removeIf(number -> !kept.contains(number) && isGone(number, leaders));
    }

    private static boolean isGone(int number, Map<Integer, Long> starts) {
        return ProcessStat.of(number)
                .filter(now -> Objects.equals(now.start(), starts.get(number)))
                .isEmpty();
    }

    @Override
    public String toString() {
        return "family of pid " + pid + ", "
                + ProcessFiles.read(ProcessStat.directory(pid).resolve("comm")).strip();
    }
}
