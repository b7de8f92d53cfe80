package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** All libraries in versions that are too old: the same sentence wherever and however often it is tried. */
class TooOldTest {

    private static final String SENTENCE = "ForkedChild needs"
            + " AssertJ 3.25 or newer (org.assertj:assertj-core is 3.24.2, in %s),"
            + " and Awaitility 4.2 or newer (org.awaitility:awaitility is 4.1.1, in %s),"
            + " and Jackson 2.15 or newer (com.fasterxml.jackson.core:jackson-core is 2.14.3, in %s),"
            + " and Jackson 2.15 or newer (com.fasterxml.jackson.core:jackson-databind is 2.14.3, in %s),"
            + " and JNA 5.12 or newer (net.java.dev.jna:jna is 5.6.0, in %s),"
            + " and JUnit 5.10 or newer (org.junit.jupiter:junit-jupiter-api is 5.9.3, in %s)";

    @RepeatedTest(2)
    void launcherSaysIt() {
        assertThatThrownBy(ForkedChildren::open)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(sentence());
    }

    @Test
    void parametersSayIt() {
        var summary = new SummaryGeneratingListener();

        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(WithParameters.class))
                                .build(),
                        summary);

        assertThat(summary.getSummary().getFailures())
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure.getException()).hasMessageEndingWith(": " + sentence()));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class WithParameters {

        @RepeatedTest(2)
        void launcher(ForkedChildren children) {}

        @Test
        void child(@Spawn("true") ForkedChild child) {}
    }

    private static String sentence() {
        var jars = Stream.of(
                        "assertj-core-3.24.2",
                        "awaitility-4.1.1",
                        "jackson-core-2.14.3",
                        "jackson-databind-2.14.3",
                        "jna-5.6.0",
                        "junit-jupiter-api-5.9.3")
                .map(TooOldTest::jar)
                .toArray();
        return String.format(SENTENCE, jars);
    }

    private static String jar(String name) {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(":"))
                .filter(entry -> entry.endsWith("/" + name + ".jar"))
                .findFirst()
                .orElseThrow();
    }
}
