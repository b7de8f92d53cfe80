package io.forkedchild.ends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing outlives the JVM of the tests, however it ends. */
@Patience("90 s")
@ExtendWith(ForkedChildExtension.class)
class EndOfRunTest {

    /** The promise is 2 s on a machine that is not busy; the bound of the test is for one that is. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    private Path temporary;

    private final String seconds = "86400." + ThreadLocalRandom.current().nextLong(1_000_000, 10_000_000);

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM", "SIGINT", "SIGHUP"})
    void signalEndsEverything(String signal, ForkedChildren children) throws IOException {
        var run = start(children, "EXIT");

        run.kill(Signal.valueOf(signal));

        assertNothingIsLeft(signal, run);
    }

    @Test
    void killedJvmLeavesNothing(ForkedChildren children) throws IOException {
        var run = start(children, "EXIT");

        run.kill(Signal.SIGKILL);

        assertNothingIsLeft("SIGKILL", run);
    }

    /** Launches go on until the JVM is gone, and some have not reached their program. */
    @Test
    void jvmThatIsKilledWhileItLaunchesLeavesNothing(ForkedChildren children) throws IOException {
        var run = start(children, "LAUNCH");

        run.stdin().write("go\n");
        Await.printed(run, "launching");
        run.kill(Signal.SIGKILL);

        assertNothingIsLeft("SIGKILL while launching", run);
    }

    @Test
    void haltedJvmLeavesNothing(ForkedChildren children) throws IOException {
        var run = start(children, "HALT");

        run.stdin().write("go\n");

        assertNothingIsLeft("HALT", run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXIT",
                "EXIT_AFTER_ALL",
                "EXIT_IN_LISTENER",
                "EXIT_WITH_LOCK",
                "EXIT_WHILE_LAUNCHING",
                "EXIT_WHILE_CLOSING",
                "EXIT_WITH_STUCK_LOOP",
                "EXIT_WITHOUT_LOOP",
                "MAIN_RETURN",
                "MAIN_EXIT"
            })
    void exitEndsEverything(String end, ForkedChildren children) throws IOException {
        var run = start(children, end);

        run.stdin().write("go\n");

        assertNothingIsLeft(end, run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM", "SIGINT"})
    void secondSignalDoesNoHarm(String second, ForkedChildren children) throws IOException {
        var run = start(children, "EXIT");

        run.kill(Signal.SIGTERM);
        await().atMost(BOUND).until(() -> Remains.of(seconds).size() < 50);
        run.kill(Signal.valueOf(second));

        assertNothingIsLeft("SIGTERM, then " + second, run);
    }

    private ForkedChild start(ForkedChildren children, String end) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var args = List.of(
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                EndOfRun.class.getName(),
                end,
                seconds,
                String.valueOf(isNodeThere()));
        var run = children.with(SpawnOptions.defaults().env("EVERY_KIND", seconds))
                .spawn(java, args.toArray(String[]::new));
        Await.printed(run, "ready");
        return run;
    }

    private static boolean isNodeThere() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
    }

    private void assertNothingIsLeft(String end, ForkedChild run) throws IOException {
        long asked = System.nanoTime();
        Await.exited(run);
        long exited = System.nanoTime();
        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(Remains.of(seconds)).as(run::evidence).isEmpty();
            assertThat(filesIn(temporary)).as(run::evidence).isEmpty();
        });
        System.out.printf(
                "%s: exited after %d ms, all gone after %d ms%n",
                end, (exited - asked) / 1_000_000, (System.nanoTime() - asked) / 1_000_000);
    }

    /** Nothing that a failed test has left lives on. */
    @AfterEach
    void endRemains() {
        Remains.of(seconds).forEach(Remains.Remnant::end);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
