package io.forkedchild.launch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does all of several things, whatever one of them throws. */
public final class RunAll {

    private RunAll() {}

    /** Runs the steps in order, and at the end throws the first failure, with the others as suppressed. */
    public static void all(List<Runnable> steps) {
        RuntimeException first = null;
        for (var step : steps) {
            first = withFailureOf(step, first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException withFailureOf(Runnable step, @Nullable RuntimeException first) {
        try {
            step.run();
            return first;
        } catch (RuntimeException failure) {
            if (first == null) {
                return failure;
            }
            if (first != failure) {
                first.addSuppressed(failure);
            }
            return first;
        }
    }
}
