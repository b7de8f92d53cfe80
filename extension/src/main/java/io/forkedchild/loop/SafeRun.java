package io.forkedchild.loop;

import java.util.function.Consumer;

/** Runs tasks of which the loop must not die. */
final class SafeRun {

    private SafeRun() {}

    /** Runs the task; what it throws goes to the listener, and what the listener throws to the thread's handler. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    static void run(Runnable task, Consumer<? super Throwable> onFailure) {
        try {
            task.run();
        } catch (Throwable failure) {
            tell(failure, onFailure);
        }
    }

    /** Tells the listener; what it throws goes to the thread's handler. */
    static void tell(Throwable failure, Consumer<? super Throwable> onFailure) {
        try {
            onFailure.accept(failure);
        } catch (Throwable another) {
            tellThread(failure, another);
        }
    }

    private static void tellThread(Throwable failure, Throwable another) {
        if (another != failure) { // nothing can be suppressed by itself
            another.addSuppressed(failure);
        }
        var thread = Thread.currentThread();
        try {
            thread.getThreadGroup().uncaughtException(thread, another);
        } catch (Throwable nobodyIsLeftToTell) {
            // the handler is the user's: the loop goes on
        }
    }
}
