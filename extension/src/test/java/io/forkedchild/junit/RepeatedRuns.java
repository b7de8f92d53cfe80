package io.forkedchild.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.forkedchild.loop.Descriptors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A program that runs a test class several times, and prints after each run what is left of it. */
final class RepeatedRuns {

    private RepeatedRuns() {}

    public static void main(String[] args) {
        for (int run = 0; run < Integer.parseInt(args[0]); run++) {
            System.out.printf(
                    "%d tests succeeded, %d threads and %d processes left, %d descriptors open%n",
                    run(), threads(), ProcessHandle.current().descendants().count(), Descriptors.ofTheLibrarysKinds());
        }
    }

    private static long run() {
        var summary = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(ManyChildren.class))
                .build();
        try (var session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request, summary);
        }
        return summary.getSummary().getTestsSucceededCount();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("forkedchild-"))
                .count();
    }
}
