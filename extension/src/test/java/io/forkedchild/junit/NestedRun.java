package io.forkedchild.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** A test class, run inside a test. */
public final class NestedRun {

    private final Events events;
    private final Events tests;

    private NestedRun(Class<?> testClass, Map<String, String> configuration) {
        var results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .configurationParameters(configuration)
                .enableImplicitConfigurationParameters(true)
                .execute();
        events = results.allEvents();
        tests = results.testEvents();
    }

    public static NestedRun of(Class<?> testClass) {
        return of(testClass, Map.of());
    }

    public static NestedRun of(Class<?> testClass, Map<String, String> configuration) {
        return new NestedRun(testClass, configuration);
    }

    /** Requires that this number of tests ran, and nothing failed. */
    public void succeeded(int count) {
        var failures = failures();
        if (!failures.isEmpty() || tests.succeeded().count() != count) {
            var error =
                    new AssertionError(tests.succeeded().count() + " of " + count + " tests succeeded: " + failures);
            failures.forEach(error::addSuppressed);
            throw error;
        }
    }

    /** What the only failure says, with the texts of its causes and of what else was thrown behind it. */
    public String failure() {
        var failures = failures();
        if (failures.size() != 1) {
            throw new AssertionError("one failure expected, not " + failures);
        }
        return failures.get(0).toString();
    }

    public List<Throwable> failures() {
        return events.failed().stream().map(NestedRun::thrown).toList();
    }

    public List<Map<String, String>> reportEntries() {
        return events.reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .toList();
    }

    private static Throwable thrown(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow();
    }
}
