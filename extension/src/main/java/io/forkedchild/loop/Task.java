package io.forkedchild.loop;

import java.util.function.Consumer;

/** Work for the loop's thread, and who is told when it fails or never comes to run. */
final class Task {

    private final Runnable work;
    private final Consumer<? super Throwable> onFailure;

    Task(Runnable work, Consumer<? super Throwable> onFailure) {
        this.work = work;
        this.onFailure = onFailure;
    }

    void run() {
        SafeRun.run(work, onFailure);
    }

    void refuse(RuntimeException reason) {
        SafeRun.tell(reason, onFailure);
    }
}
