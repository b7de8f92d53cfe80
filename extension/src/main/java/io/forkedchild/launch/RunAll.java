package io.forkedchild.launch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does all of several things, whatever one of them throws. */
public final class RunAll {

    private RunAll() {}

    /**
     * Runs the steps in order, and at the end throws the first failure, with the others as suppressed. An Error, such as one for lack
     * of memory, does not skip the later steps either: one of them may be the kill.
     */
    public static void all(List<Runnable> steps) {
        Throwable first = null;
        for (var step : steps) {
            first = withFailureOf(step, first);
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }

    private static @Nullable Throwable withFailureOf(Runnable step, @Nullable Throwable first) {
        try {
            step.run();
            return first;
        } catch (RuntimeException | Error failure) {
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
