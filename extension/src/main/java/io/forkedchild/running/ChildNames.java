package io.forkedchild.running;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names of a test's children: the second {@code sh} is {@code sh-2}. One thread at a time may use it. */
public final class ChildNames {

    private final Set<String> given = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** The wanted name, or with the first number from 2 that makes it one that no other child has. */
    public String unique(String wanted) {
        var name = wanted;
        while (!given.add(name)) {
            name = wanted + "-" + counts.merge(wanted, 2, (last, first) -> last + 1);
        }
        return name;
    }
}
