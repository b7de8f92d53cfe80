package io.forkedchild.loop;

import java.util.function.Consumer;

/** A task that runs once on the loop's thread when its time has come, unless it was cancelled. */
public final class Timer implements Comparable<Timer> {

    private final long deadline;
    private final Runnable task;
    private final Consumer<? super Throwable> onFailure;
    private volatile boolean cancelled;

    Timer(long deadline, Runnable task, Consumer<? super Throwable> onFailure) {
        this.deadline = deadline;
        this.task = task;
        this.onFailure = onFailure;
    }

    /** Makes the task not run; any thread. */
    public void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    long nanosLeft() {
        return deadline - System.nanoTime();
    }

    void run() {
        Guarded.run(task, onFailure);
    }

    @Override
    public int compareTo(Timer other) {
        return Long.compare(deadline - other.deadline, 0);
    }
}
