package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What lives as long as the run ends with it, and not before. */
@ExtendWith(ForkedChildExtension.class)
class ForkedChildSessionTest {

    @Test
    void sessionInsideATestLeavesTheLoopOfTheOuterRunAlone(@Spawn("cat") ForkedChild cat) {
        try (var session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(ManyChildren.class))
                            .build());
        }

        cat.stdin().write("still there\n");

        Children.until(cat, () -> cat.stdout().text().equals("still there\n"));
    }

    @Test
    void sessionInsideATestLeavesLaunchersOfTheOuterRunOpen() {
        try (var ofTest = ForkedChildren.open()) {
            var before = ofTest.spawn("cat");
            try (var session = LauncherFactory.openSession()) {
                session.getLauncher()
                        .execute(LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(ManyChildren.class))
                                .build());
            }

            var after = ofTest.spawn("cat");

            Children.requireAlive(before);
            Children.requireAlive(after);
        }
    }

    @Test
    void nothingIsLeftAfterRunsInOneJvm(ForkedChildren children) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var args = List.of("-cp", System.getProperty("java.class.path"), RepeatedRuns.class.getName(), "6");

        var runs = children.with(SpawnOptions.defaults()).spawn(java, args.toArray(String[]::new));

        var lines = Children.output(runs).lines().toList();
        assertThat(lines).as(runs::evidence).hasSize(6);
        assertThat(lines).first().asString().startsWith("5 tests succeeded, 0 threads and 0 processes left, ");
        assertThat(lines).as("descriptors are those of the first run").containsOnly(lines.get(0));
        assertThat(runs.descendants())
                .as("what the children had started")
                .allSatisfy(killed -> assertThat(killed.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }
}
