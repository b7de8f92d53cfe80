package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatThrownBy;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.SpawnException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets of children are recorded, and stand in no text that leaves the test JVM. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class SecretsOfChildrenTest {

    private static final String VALUE = "s3cr3t-of-the-test";

    private final ForkedChildren children;

    SecretsOfChildrenTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild telling() {
        return Waiting.closed(children.with(
                        SpawnOptions.defaults().name("worker").env("API_TOKEN", VALUE))
                .spawn("sh", "-c", "echo \"token $API_TOKEN\"; echo \"$API_TOKEN\" >&2", "sh", "--password=" + VALUE));
    }

    static Stream<Named<Consumer<ForkedChild>>> failures() {
        return Stream.of(
                Named.of("end", child -> assertThat(child).exitedWith(3)),
                Named.of("output", child -> assertThat(child).stdout().isEqualTo("token " + VALUE + "x")),
                Named.of("lines", child -> assertThat(child).stdout().lines().containsExactly(VALUE)),
                Named.of(
                        "wait",
                        child ->
                                assertThat(child).within(Duration.ZERO).stdout().contains("missing")),
                Named.of("awaitStdout", child -> awaitStdout(child, "missing")),
                Named.of("awaitLine", child -> linesOf(child).awaitLine("missing")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noFailureShowsThem(Consumer<ForkedChild> assertion) {
        var child = telling();

        assertThatThrownBy(() -> assertion.accept(child))
                .satisfies(failure ->
                        assertThat(failure.toString()).doesNotContain("s3cr").contains("***", "worker"));
    }

    @Test
    void recordingHasThem() {
        var child = telling();

        assertThat(child).stdout().isEqualTo("token " + VALUE + "\n");
        assertThat(child.spawnargs()).contains("--password=" + VALUE);
    }

    @Test
    void neitherEvidenceNorTimelineNorTranscriptShowsThem() {
        var child = telling();

        assertThat(child.evidence()
                        + child.timeline()
                        + child.transcript()
                        + children.timeline().of("worker"))
                .doesNotContain("s3cr")
                .contains("token ***", "--password=***");
    }

    @Test
    void argumentThatBreaksTheEvidenceIntoLinesIsMasked() {
        var child = Waiting.closed(children.spawn("true", "a".repeat(80), "--token", "b".repeat(60), "c".repeat(90)));

        assertThat(child.evidence()).contains("--token '***'").doesNotContain("bbbb");
    }

    @Test
    void failedLaunchDoesNotShowThem() {
        assertThatThrownBy(() -> children.spawn("true", "https://me:" + "p".repeat(200_000) + "@host"))
                .isInstanceOf(SpawnException.class)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("pppp"));
    }

    @Test
    void patternOfTheTestMasksMore() {
        try (var own = ForkedChildren.open(Settings.defaults().mask("cust-\\d+"))) {
            var child = Waiting.closed(own.spawn("echo", "cust-4711"));

            assertThat(child.evidence()).doesNotContain("4711");
        }
    }

    @Test
    void patternThatIsNoneIsNamed() {
        ThrowingCallable bad = () -> Settings.defaults().mask("cust-[");

        assertThatThrownBy(bad)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mask: must be a regular expression, was 'cust-[': Unclosed character class at index 5");
    }
}
