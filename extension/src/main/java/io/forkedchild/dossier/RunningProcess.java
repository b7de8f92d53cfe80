package io.forkedchild.dossier;

import java.util.Map;
import java.util.Set;

/**
 * A child to look at.
 *
 * @param name as people call it
 * @param streams what people call its descriptors that lead to the test, by their numbers: {@code stdin}, {@code channel}
 * @param ends what the kernel calls the child's ends of these, as {@code pipe:[4711]}
 */
public record RunningProcess(String name, int pid, Map<Integer, String> streams, Set<String> ends) {

    /** Keeps copies of the collections. */
    public RunningProcess {
        streams = Map.copyOf(streams);
        ends = Set.copyOf(ends);
    }
}
