package io.forkedchild.leftovers;

/**
 * A process that a child has started.
 *
 * @param entry the entry of its environment that it was found by
 */
public record Leftover(int pid, String command, String entry) implements Comparable<Leftover> {

    @Override
    public int compareTo(Leftover other) {
        return Integer.compare(pid, other.pid);
    }

    @Override
    public String toString() {
        return "pid " + pid + ": " + command;
    }
}
