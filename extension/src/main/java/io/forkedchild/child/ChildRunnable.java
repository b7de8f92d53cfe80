package io.forkedchild.child;

import java.io.Serializable;

/** What a forked JVM does, without a result: {@code () -> App.main(args)}. What it captures must be serializable. */
@FunctionalInterface
public interface ChildRunnable extends Serializable {

    /** Runs in the child, on its main thread. What it throws ends the child with exit code 1. */
    void run() throws Exception;
}
