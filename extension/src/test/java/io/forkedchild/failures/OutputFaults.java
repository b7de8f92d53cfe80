package io.forkedchild.failures;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.assertions.ForkedChildSoftAssertions;
import io.forkedchild.junit.Exec;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Children that do not write what they should. */
final class OutputFaults {

    private static final Duration SHORT = Duration.ofMillis(100);

    private OutputFaults() {}

    @ExtendWith(ForkedChildExtension.class)
    static class PrintsSomethingElse {
        @Test
        void fault(@Spawn({"printf", "3 tests, 1 failed\\n"}) ForkedChild runner) {
            assertThat(runner).closedWith(0).stdout().contains("0 failed");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class SortsTheOtherWayRound {
        @Test
        void fault(@Spawn({"sort", "--reverse"}) ForkedChild sort) {
            sort.stdin().write("pear\napple\n").end();
            assertThat(sort).stdout().isEqualTo("apple\npear\n");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class DiffersInOneLineOfMany {
        @Test
        void fault(
                @Spawn({"sh", "-c", "seq -f 'row %.0f' 3000 | sed 's/^row 1500$/row 1500 is broken/'"})
                        ForkedChild export) {
            var expected = IntStream.rangeClosed(1, 3000)
                    .mapToObj(row -> "row " + row + "\n")
                    .collect(joining());
            assertThat(export).closedWith(0).stdout().isEqualTo(expected);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class PrintsForEver {
        @Test
        void fault(@Spawn({"sh", "-c", "echo ready; exec cat"}) ForkedChild server) {
            awaitStdout(server, "ready\n");
            assertThat(server).within(SHORT).stdout().isEqualTo("ready\n");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsNotRecorded {
        @Test
        void fault(ForkedChildren children) {
            var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.ignore(), Stdio.pipe());
            var quiet = children.with(options).spawn("echo", "hello");
            assertThat(quiet).closedWith(0).stdout().isEqualTo("hello\n");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsCutAtAFullPipe {
        @Test
        void fault(@Exec(AS_NODE_DOES + "node export.js") ForkedChild export) {
            assertThat(export).exitedWith(0);
        }

        private static final String AS_NODE_DOES = "node() { head -c 65536 /dev/zero | tr '\\0' x; exit 1; }; ";
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsLongerThanItsBuffer {
        @Test
        void fault(ForkedChildren children) {
            var dump = children.with(ExecOptions.defaults().maxBuffer(10)).exec("echo 12345678901234567890; exec cat");
            assertThat(dump).stdout().isEqualTo("1234567890\n");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class EndsWithoutTheLine {
        @Test
        void fault(@Spawn({"sh", "-c", "echo 'port 80 is in use'; exit 1"}) ForkedChild server) {
            awaitStdout(server, "listening on (\\d+)");
        }
    }

    @Patience("2 s")
    @ExtendWith(ForkedChildExtension.class)
    static class NeverPrintsTheLine {
        @Test
        void fault(@Spawn({"sh", "-c", "echo starting; exec cat"}) ForkedChild server) {
            assertThatNow(server).isRunning();
            awaitStdout(server, "starting\n");
            awaitStdout(server, "listening on (\\d+)");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsDisturbedByItsJvm {
        @Test
        void fault(@Spawn({"sh", "-c", "echo 'Picked up JAVA_TOOL_OPTIONS: -Xmx1g' >&2"}) ForkedChild tool) {
            assertThat(tool).closedWith(0).stderr().isEmpty();
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class LacksWhatIsNearlyThere {
        @Test
        void fault(@Spawn({"sh", "-c", "seq 100; echo 'listening on port 8080'; seq 100"}) ForkedChild server) {
            assertThat(server).as("port").stdout().contains("listening on port 80\n");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class PrintsOtherLines {
        @Test
        void fault(@Spawn({"printf", "%s\\n", "apple", "\u001b[31mcherry", "pear "}) ForkedChild list) {
            assertThat(list).stdout().lines().containsExactly("apple", "banana", "pear", "quince");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class WritesOtherBytes {
        @Test
        void fault(@Spawn({"printf", "caf\\351 noir\\n"}) ForkedChild menu) {
            assertThat(menu).stdout().bytes().isEqualTo("caf\u00e9 noir\n".getBytes(UTF_8));
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class FailsSoftly {
        @Test
        void fault(@Spawn({"sh", "-c", "echo 3 tests; echo 1 failed >&2; exit 1"}) ForkedChild runner) {
            ForkedChildSoftAssertions.assertSoftly(softly -> {
                softly.assertThat(runner).exitedWith(0);
                softly.assertThat(runner)
                        .as("summary")
                        .stderr()
                        .lines()
                        .contains("0 failed")
                        .hasSize(1);
            });
        }
    }
}
