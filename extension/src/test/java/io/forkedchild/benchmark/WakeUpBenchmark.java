package io.forkedchild.benchmark;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/**
 * How long a test thread sleeps after a child has answered: from the write to {@code cat}, over its answer, to the return of the
 * wait. The way through the child is the same for all.
 */
final class WakeUpBenchmark {

    private static final int WARM_UP = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private WakeUpBenchmark() {}

    private interface Wait {
        void until(ForkedChild child, BooleanSupplier condition);
    }

    /** @param args the number of waits of each kind */
    public static void main(String... args) {
        int count = Integer.parseInt(args[0]);
        System.out.printf("%-40s %12s %12s%n", "ms from write to wake-up", "median", "99 %");
        print("spinning (the way through the child)", times(count, (child, condition) -> {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
        }));
        print(
                "ForkedChildAwait",
                times(count, (child, condition) -> child.inspection().holdsWithin(PATIENCE, condition)));
        print(
                "Awaitility with its defaults",
                times(
                        count,
                        (child, condition) ->
                                Awaitility.await().atMost(PATIENCE).until(condition::getAsBoolean)));
    }

    private static List<Long> times(int count, Wait wait) {
        var times = new ArrayList<Long>();
        try (var children = ForkedChildren.open()) {
            var cat = children.spawn("cat");
            for (int i = -Math.min(WARM_UP, count); i < count; i++) {
                long wanted = cat.stdout().length() + 2;
                long start = System.nanoTime();
                cat.stdin().write("x\n");
                wait.until(cat, () -> cat.stdout().length() >= wanted);
                if (i >= 0) {
                    times.add(System.nanoTime() - start);
                }
            }
        }
        Collections.sort(times);
        return times;
    }

    private static void print(String what, List<Long> sorted) {
        System.out.printf(
                "%-40s %12.3f %12.3f%n",
                what, sorted.get(sorted.size() / 2) / 1e6, sorted.get(sorted.size() * 99 / 100) / 1e6);
    }
}
