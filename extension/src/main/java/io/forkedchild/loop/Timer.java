package io.forkedchild.loop;

import org.jspecify.annotations.Nullable;

/** A task that runs once on the loop's thread when its time has come, unless it was cancelled. */
public final class Timer implements Comparable<Timer> {

    private final long deadline;
    private volatile @Nullable Task task;

    Timer(long deadline, Task task) {
        this.deadline = deadline;
        this.task = task;
    }

    /** Makes the task not run, and lets go what it holds: the loop may outlive it by hours. Any thread. */
    public void cancel() {
        task = null;
    }

    boolean isCancelled() {
        return task == null;
    }

    /** Nanoseconds from the given {@link System#nanoTime} to its time. */
    long nanosFrom(long now) {
        return deadline - now;
    }

    void run() {
        var due = task;
        if (due != null) {
            due.run();
        }
    }

    @Override
    public int compareTo(Timer other) {
        return Long.compare(deadline - other.deadline, 0);
    }
}
