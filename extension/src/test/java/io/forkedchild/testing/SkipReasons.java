package io.forkedchild.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Tells at the end of a run why tests were skipped. Surefire only counts them. */
public final class SkipReasons implements TestExecutionListener {

    private final Map<String, List<TestIdentifier>> skipped = new ConcurrentHashMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.computeIfAbsent(reason, first -> new CopyOnWriteArrayList<>()).add(test);
    }

    /** Prints to the console itself, since Surefire writes what tests print to files. */
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        var console = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        new TreeMap<>(skipped).forEach((reason, tests) -> {
            long methods = tests.stream().mapToLong(test -> methods(plan, test)).sum();
            console.println("Skipped " + methods + (methods == 1 ? " test: " : " tests: ") + reason);
        });
    }

    /** A class that is skipped counts for all its methods. */
    private static long methods(TestPlan plan, TestIdentifier test) {
        return Stream.concat(Stream.of(test), plan.getDescendants(test).stream())
                .filter(one -> plan.getChildren(one).isEmpty())
                .count();
    }
}
