package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalArgumentException;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalStateException;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatThrownBy;
import static io.forkedchild.await.ForkedChildAwait.awaitStderr;

import io.forkedchild.junit.Exec;
import io.forkedchild.junit.ExecFile;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class RedirectErrorToOutputTest {

    private static final String ONE_TWO_THREE = "echo one; echo two >&2; echo three";
    private static final SpawnOptions SPAWN = SpawnOptions.defaults().redirectErrorToOutput();

    private final ForkedChildren children;

    RedirectErrorToOutputTest(ForkedChildren children) {
        this.children = children;
    }

    @RepeatedTest(20)
    void orderIsThatOfTheWrites(
            @Spawn(
                            value = {"sh", "-c", ONE_TWO_THREE},
                            redirectErrorToOutput = true)
                    ForkedChild child) {
        assertThat(child).exitedWith(0).stdout().lines().containsExactly("one", "two", "three");
        assertThat(child).output().isEqualTo("one\ntwo\nthree\n");
        assertThat(child.timeline().toString()).doesNotContain("≈");
    }

    @Test
    void everyVerbHasIt(
            @Exec(value = ONE_TWO_THREE, redirectErrorToOutput = true) ForkedChild exec,
            @ExecFile(
                            value = {"sh", "-c", ONE_TWO_THREE},
                            redirectErrorToOutput = true)
                    ForkedChild execFile) {
        assertThat(exec.result().stdout()).isEqualTo("one\ntwo\nthree\n");
        assertThat(exec.result().stderr()).isEmpty();
        assertThat(execFile.result().stdout()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void jvmHasIt(@Fork(main = Alternating.class, redirectErrorToOutput = true) ForkedChild inherited) {
        var options = ForkOptions.defaults().silent(true).redirectErrorToOutput();

        for (int round = 0; round < 3; round++) { // the later ones may get a JVM that waits
            var lambda = children.with(options).fork(() -> {
                System.out.println("one");
                System.err.println("two");
                System.out.println("three");
            });
            assertThat(lambda).exitedWith(0).stdout().lines().containsExactly("one", "two", "three");
        }
        assertThat(inherited).exitedWith(0).stdout().lines().containsExactly("one", "two", "three");
    }

    static final class Alternating {

        private Alternating() {}

        public static void main(String... args) {
            System.out.println("one");
            System.err.println("two");
            System.out.println("three");
        }
    }

    @Test
    @RequiresNode
    void nodeHasIt(@TempDir Path directory) throws IOException {
        var module = Files.writeString(
                directory.resolve("m.js"), "console.log('one'); console.error('two'); console.log('three');");

        var child = children.with(ForkOptions.defaults().silent(true).redirectErrorToOutput())
                .fork(module.toString());

        assertThat(child).exitedWith(0).stdout().lines().containsExactly("one", "two", "three");
    }

    @Test
    void stderrTellsWhereItIs() {
        var child = children.with(SPAWN.name("server")).spawn("sh", "-c", ONE_TWO_THREE + "; exit 3");

        Waiting.closed(child);
        var where =
                "server's stderr is written to its stdout, as options.redirectErrorToOutput says: stdout() has both";
        assertThatIllegalStateException().isThrownBy(child::stderr).withMessage(where);
        assertThatIllegalStateException()
                .isThrownBy(() -> awaitStderr(child, "two"))
                .withMessage(where);
        assertThatThrownBy(() -> assertThat(child).stderr().contains("two"))
                .hasMessageContaining("options.redirectErrorToOutput says: stdout() has");
        assertThat(child.evidence())
                .contains("  stderr:   written to stdout, redirectErrorToOutput\n")
                .contains("    | two\n");
        assertThat(child).exitedWith(3);
    }

    @Test
    void bothGoWhereStdoutGoes(@TempDir Path directory) throws IOException {
        var file = directory.resolve("out.txt");

        var child = children.with(SPAWN.stdio(Stdio.pipe(), Stdio.toFile(file))).spawn("sh", "-c", ONE_TWO_THREE);

        assertThat(child).exitedWith(0);
        assertThat(Files.readString(file)).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void anotherPlaceForStderrIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPAWN.stdio(Stdio.pipe(), Stdio.pipe(), Stdio.ignore()))
                .withMessage(
                        "options.redirectErrorToOutput: must not be combined with an options.stdio that connects 2 with"
                                + " something else than 1; leave 2 out, or say the same of both, was [pipe, pipe, ignore]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpawnOptions.defaults()
                        .stdio(Stdio.pipe(), Stdio.ignore(), Stdio.pipe())
                        .redirectErrorToOutput())
                .withMessageStartingWith("options.redirectErrorToOutput: must not be combined with an options.stdio");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPAWN.stdio(Stdio.pipe(), Stdio.ipc()))
                .withMessageContaining("a channel as stdout");
        assertThat(SPAWN.stdio("inherit")).isEqualTo(SPAWN.stdio("inherit"));
    }

    /** Nearly every round has two writes in one turn of the loop. */
    @Test
    void markOfTwoPipesTellsHowToGetTheOrder() {
        var tied = "(≈: order unknown, as of two pipes; redirectErrorToOutput() keeps it)";
        for (int round = 0; round < 50; round++) {
            var child = Waiting.closed(children.spawn("sh", "-c", ONE_TWO_THREE));
            var timeline = child.timeline().of(child.name()).toString();
            if (timeline.contains("≈")) {
                assertThat(timeline).containsOnlyOnce(tied);
                assertThat(child.evidence()).containsOnlyOnce(tied);
                return;
            }
            assertThat(timeline).doesNotContain("redirectErrorToOutput");
        }
        throw new AssertionError("no round had two events whose order is unknown");
    }
}
