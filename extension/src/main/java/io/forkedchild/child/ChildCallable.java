package io.forkedchild.child;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a forked JVM finds out: {@code () -> answer(question)}. What it captures, and what it returns, must be serializable.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface ChildCallable<T extends @Nullable Object> extends Serializable {

    /** Runs in the child, on its main thread. What it throws ends the child with exit code 1. */
    T call() throws Exception;
}
