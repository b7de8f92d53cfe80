package io.forkedchild.leftovers;

import io.forkedchild.posix.LockLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One look for the members of families among processes. */
final class Search {

    private static final int OWN_PID = (int) ProcessHandle.current().pid();

    private final Collection<Family> families;
    private final Map<String, Family> byEntry;
    private final Set<String> beginnings;
    private final long oldest;
    private final List<ProcessStat> seen = new ArrayList<>();
    private boolean isComplete = true;
    private boolean hasMissed;
    private Collection<ProcessStat> strangers = List.of();

    Search(Collection<Family> families) {
        this.families = families;
        this.byEntry =
                families.stream().collect(Collectors.toMap(Family::entry, family -> family, (one, other) -> one));
        this.beginnings = families.stream().map(Family::beginningOfEntries).collect(Collectors.toSet());
        this.oldest = families.stream().mapToLong(Family::start).min().orElse(0);
    }

    /** Whether every process could be read: not if there are no descriptors left. */
    boolean isComplete() {
        return isComplete;
    }

    /** Whether a process of the last look ended before it was clear whose it is: it may have been a member, and has children. */
    boolean hasMissed() {
        return hasMissed || !strangers.stream().allMatch(ProcessStat::isAlive);
    }

    /**
     * The numbers of all processes. There are none, and the look is not complete, if they cannot be listed, for want of descriptors
     * for instance.
     */
    List<Integer> pids() {
        var listed = listed();
        isComplete &= listed.isPresent();
        return listed.orElse(List.of());
    }

    /** The numbers of all processes; empty if they cannot be listed. */
    static Optional<List<Integer>> listed() {
        return Optional.ofNullable(ProcessStat.PROC.toFile().list())
                .map(names -> Stream.of(names)
                        .filter(Search::isNumber)
                        .map(Integer::valueOf)
                        .toList());
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The members among the processes of these numbers. */
    List<Leftover> among(Collection<Integer> pids) {
        hasMissed = false;
        var others = new LinkedHashMap<Integer, ProcessStat>();
        pids.stream()
                .filter(pid -> pid != OWN_PID)
                .flatMap(pid -> read(pid).stream())
                .filter(process -> process.start() >= oldest)
                .forEach(process -> others.put(process.pid(), process));
        var found = new ArrayList<Leftover>();
        take(others, found, this::byMark);
        takeRelatives(others, found);
        if (take(others, found, this::byEnds)) {
            takeRelatives(others, found);
        }
        strangers = others.values();
        return found;
    }

    private Optional<ProcessStat> read(int pid) {
        var process = ProcessStat.of(pid);
        process.ifPresentOrElse(seen::add, () -> missed(pid));
        return process;
    }

    private void missed(int pid) {
        hasMissed = true;
        isComplete &= !ProcessStat.isThere(pid);
    }

    /** What was seen is all that there is: members that were not seen are gone. */
    void forgetOthers() {
        if (isComplete) {
            families.forEach(family -> family.forgetGone(seen));
        }
    }

    /** A child of a process that was taken in one round is taken in the next one. */
    private void takeRelatives(Map<Integer, ProcessStat> others, List<Leftover> found) {
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = take(others, found, this::byDescent);
        }
    }

    private boolean take(
            Map<Integer, ProcessStat> others, List<Leftover> found, Function<ProcessStat, Optional<Family>> rule) {
        int before = others.size();
        others.values().removeIf(process -> {
            var family = rule.apply(process);
            family.filter(its -> !Environment.isOfGuardian(process.pid())).ifPresent(its -> {
                its.add(process);
                found.add(Leftover.of(process, its));
            });
            return family.isPresent();
        });
        return others.size() < before;
    }

    private Optional<Family> first(Predicate<Family> rule) {
        return families.stream().filter(rule).findFirst();
    }

    // ---- the rules

    private Optional<Family> byMark(ProcessStat process) {
        var directory = ProcessStat.directory(process.pid());
        var limit = LockLimit.of(directory);
        var marked = limit.isEmpty()
                ? Optional.<Family>empty()
                : first(family -> family.limit().equals(limit) && process.start() >= family.start());
        return marked.or(() -> first(family -> family.has(process)))
                .or(() -> Environment.of(directory).stream()
                        .flatMap(entry -> Stream.ofNullable(byEntry.get(entry)))
                        .findFirst());
    }

    private Optional<Family> byDescent(ProcessStat process) {
        return first(family -> family.isRelative(process));
    }

    /** One that has an end of the child's pipes or sockets, unless it belongs to another child. */
    private Optional<Family> byEnds(ProcessStat process) {
        var holding = first(family ->
                !family.ends().isEmpty() && process.start() >= family.start() && holds(process, family.ends()));
        return holding.filter(family -> Environment.of(ProcessStat.directory(process.pid())).stream()
                .noneMatch(entry -> beginnings.stream().anyMatch(entry::startsWith)));
    }

    private static boolean holds(ProcessStat process, Set<String> ends) {
        var descriptors = ProcessStat.directory(process.pid()).resolve("fd");
        var names = descriptors.toFile().list();
        return names != null
                && Stream.of(names)
                        .anyMatch(name -> target(descriptors.resolve(name))
                                .filter(ends::contains)
                                .isPresent());
    }

    private static Optional<String> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
