package io.forkedchild.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A program that runs test classes, and prints a line for each test and each class that does not succeed. */
final class PrintedRun implements TestExecutionListener {

    private PrintedRun() {}

    public static void main(String... testClasses) {
        var request = LauncherDiscoveryRequestBuilder.request();
        for (var testClass : testClasses) {
            request.selectors(selectClass(testClass));
        }
        try (var session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request.build(), new PrintedRun());
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        print(test, "SKIPPED", reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        var thrown = result.getThrowable().map(Throwable::getMessage).orElse("");
        if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            print(test, result.getStatus().toString(), thrown);
        }
    }

    private static void print(TestIdentifier test, String what, String why) {
        System.out.println(test.getDisplayName() + " " + what + ": " + why);
    }
}
