package io.forkedchild.loop;

import java.util.function.Consumer;

/** Runs tasks of which the loop must not die. */
final class Guarded {

    private Guarded() {}

    /** Runs the task; what it throws goes to the listener, and what the listener throws to the thread's handler. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    static void run(Runnable task, Consumer<? super Throwable> onFailure) {
        try {
            task.run();
        } catch (Throwable failure) {
            tell(failure, onFailure);
        }
    }

    private static void tell(Throwable failure, Consumer<? super Throwable> onFailure) {
        try {
            onFailure.accept(failure);
        } catch (Throwable another) {
            another.addSuppressed(failure);
            var thread = Thread.currentThread();
            thread.getThreadGroup().uncaughtException(thread, another);
        }
    }
}
