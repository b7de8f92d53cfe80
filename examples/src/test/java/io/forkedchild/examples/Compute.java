package io.forkedchild.examples;

import io.forkedchild.child.ParentProcess;
import java.util.Map;

/** Sums up the numbers from min to below max that its parent sends it, as {@code compute.js} does. */
final class Compute {

    private Compute() {}

    public static void main(String... args) {
        var parent = ParentProcess.current();
        System.out.println("child of " + parent.pid());
        parent.onMessage(message -> {
            var range = (Map<?, ?>) message.value();
            parent.send(sum(number(range, "min"), number(range, "max")));
        });
    }

    private static double number(Map<?, ?> range, String name) {
        return Double.parseDouble(String.valueOf(range.get(name)));
    }

    private static double sum(double min, double max) {
        double sum = 0;
        for (double n = min; n < max; n++) {
            sum += n;
        }
        return sum;
    }
}
