package io.forkedchild.child;

import java.io.Serializable;

/** What a forked JVM does that talks to its parent: {@code parent -> parent.send(42)}. Captures must be serializable. */
@FunctionalInterface
public interface ChildProgram extends Serializable {

    /** Runs in the child, on its main thread. What it throws ends the child with exit code 1. */
    void run(ParentProcess parent) throws Exception;
}
