package io.forkedchild.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.text.Count;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names the argument or the variable that is longer than the kernel takes: execve(2), limits on size of arguments and environment. */
final class LongArguments {

    /** The kernel's MAX_ARG_STRLEN: 32 pages, with the NUL at the end. */
    private static final int MOST_OF_ONE = (128 << 10) - 1;

    private static final int SHOWN = 20;

    private LongArguments() {}

    /** @param bytes with its name, if it is a variable */
    private record Part(String name, String text, long bytes) {}

    static String of(LaunchPlan plan) {
        var arguments = IntStream.range(0, plan.argv().size())
                .mapToObj(index -> new Part(
                        "argv[" + index + "]",
                        plan.argv().get(index),
                        bytes(plan.argv().get(index))));
        var variables = plan.environment().entrySet().stream()
                .map(variable -> new Part(
                        "the variable " + variable.getKey(),
                        variable.getValue(),
                        bytes(variable.getKey()) + 1 + bytes(variable.getValue())));
        var parts = Stream.concat(arguments, variables).toList();
        var longest = parts.stream().max(Comparator.comparingLong(Part::bytes)).orElseThrow();
        var shown = longest.name() + " has " + Count.bytes(longest.bytes()) + ", beginning with '"
                + Printable.of(Layout.beginning(longest.text(), SHOWN)) + "'";
        return longest.bytes() > MOST_OF_ONE
                ? shown + ", and one has at most " + MOST_OF_ONE
                : "all arguments and variables have "
                        + Count.bytes(parts.stream().mapToLong(Part::bytes).sum())
                        + " together, which is more than the limit of the stack (ulimit -s) allows; " + shown;
    }

    private static long bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
