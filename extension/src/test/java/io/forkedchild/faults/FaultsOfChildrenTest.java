package io.forkedchild.faults;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.Waiting;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Framing;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Programs;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Children that are killed, or that close what they have, at any moment. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class FaultsOfChildrenTest {

    private static final int KILLS_WHILE_LAUNCHING = 40;

    private final ForkedChildren children;

    FaultsOfChildrenTest(ForkedChildren children) {
        this.children = children;
    }

    static Stream<Named<UnaryOperator<ForkedChild>>> stages() {
        return Stream.of(
                Named.of("launched", child -> child),
                Named.of("has written", child -> {
                    awaitStdout(child, "up");
                    return child;
                }),
                Named.of("has closed stdout", child -> {
                    child.stdin().writeLine("exec >&-");
                    child.inspection()
                            .holdsWithin(
                                    Duration.ofSeconds(20), () -> child.stdout().hasEnded());
                    return child;
                }),
                Named.of("writes", child -> {
                    child.stdin().writeLine("yes");
                    return child;
                }),
                Named.of("is written to", child -> {
                    child.stdin().write("x".repeat(300_000));
                    return child;
                }),
                Named.of("is stopped", child -> {
                    child.kill("SIGSTOP");
                    return child;
                }),
                Named.of("is about to exit", child -> {
                    child.stdin().writeLine("sleep 0.02; exec true");
                    return child;
                }));
    }

    /** Somebody else kills it, as the kernel does when memory runs out. */
    @ParameterizedTest
    @MethodSource("stages")
    void childThatIsKilledFromOutsideIsClosed(UnaryOperator<ForkedChild> stage) {
        var child = stage.apply(children.spawn("sh", "-c", "echo up; while read line; do eval \"$line\"; done"));

        ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);

        assertThat(Waiting.closed(child).exitStatus()).isPresent();
        assertThat(child).leftNothingBehind();
    }

    @Test
    void childThatIsKilledWhileItIsLaunchedIsClosed() {
        for (int i = 0; i < KILLS_WHILE_LAUNCHING; i++) {
            var child = children.with(SpawnOptions.defaults().messages(Framing.LINES))
                    .spawn("cat");
            ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);

            assertThat(child).killedBy(Signal.SIGKILL);
            assertThat(Waiting.closed(child).isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 1 2", "0 2 1", "1 0 2", "1 2 0", "2 0 1", "2 1 0"})
    void descriptorsMayCloseInAnyOrder(String order) {
        var child = children.spawn(
                "sh", "-c", "for fd in " + order + "; do eval \"exec $fd>&-\"; sleep 0.01; done; exit 7");

        assertThat(child).closedWith(7);
        assertThat(child).stdout().isEmpty();
    }

    @Test
    void childThatIsTheFirstOfANameSpaceIsEnded() {
        Programs.require("unshare");
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        var child = children.spawn("unshare", "--pid", "--fork", "--mount-proc", "sh", "-c", "echo $$; sleep 60; true");
        awaitStdout(child, "^1\n");

        assertThat(child.inspection()
                        .holdsWithin(
                                Duration.ofSeconds(20),
                                () -> child.descendants().size() == 2))
                .isTrue();
        child.close();

        assertThat(child.descendants()).isEmpty();
        assertThat(child.isClosed()).isTrue();
    }
}
