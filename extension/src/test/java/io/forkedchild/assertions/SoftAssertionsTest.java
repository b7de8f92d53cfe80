package io.forkedchild.assertions;

import static io.forkedchild.process.Signal.SIGTERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.MultipleFailuresError;

/** The patience is far beyond the timeout of each test: who waits for it fails. The first proxies take a while to be made. */
@Timeout(30)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class SoftAssertionsTest {

    private static final SpawnOptions CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    private final ForkedChildren children;

    SoftAssertionsTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void allFailuresAreCollected() {
        var child = children.spawn("sh", "-c", "exit 3");

        var failures = failuresOf(softly -> {
            softly.assertThat(child).exitedWith(0).exitedWith(3).killedBy(SIGTERM);
            softly.assertThat(1).isEqualTo(2);
        });

        assertThat(failures).hasSize(3);
        assertThat(failures.get(0)).hasMessageContaining("sh has not exited with code 0: it exited with code 3");
        assertThat(failures.get(1)).hasMessageContaining("sh was not killed by SIGTERM");
        assertThat(failures.get(2)).hasMessageContaining("expected: 2");
    }

    @Test
    void failuresOfOutputAreCollected() {
        var child = children.spawn("sh", "-c", "echo a; echo b >&2");

        var failures = failuresOf(softly -> {
            softly.assertThat(child).stdout().contains("x").contains("a").endsWith("z");
            softly.assertThat(child).as("errors").stderr().isEqualTo("c\n");
        });

        assertThat(failures).hasSize(3);
        assertThat(failures.get(0)).hasMessageStartingWith("\nsh's stdout: expecting it to contain \"x\"\n");
        assertThat(failures.get(1)).hasMessageContaining("\"z\"");
        assertThat(failures.get(2)).hasMessageStartingWith("\n[errors] sh's stderr: expecting");
    }

    @Test
    void outputThatIsNotCompleteIsCollectedAndJudged() {
        var child = children.spawn("cat");

        var failures = failuresOf(softly ->
                softly.assertThat(child).within(Duration.ofMillis(50)).stdout().isEmpty());

        assertThat(failures)
                .singleElement()
                .satisfies(
                        failure -> assertThat(failure).hasMessageContaining("cat's stdout has not ended within 50 ms"));
    }

    @Test
    void failuresOfMessagesAreCollected() {
        var child = children.with(CHANNEL).spawn("sh", "-c", "echo 1 >&3");

        var failures = failuresOf(softly -> {
            softly.assertThat(child).sentMessage(2).sentNoMessage();
            softly.assertThat(child).messages().hasSize(2).hasSize(1);
        });

        assertThat(failures).hasSize(3);
    }

    @Test
    void whatHoldsPasses() {
        var child = children.spawn("echo", "a");

        ForkedChildSoftAssertions.assertSoftly(softly -> {
            softly.assertThat(child).exitedWith(0).closedWith(0);
            softly.assertThat(child).stdout().isEqualTo("a\n");
            softly.assertThat("x").isEqualTo("x");
        });
    }

    @Test
    void providerCanBeGathered() {
        var child = children.spawn("sh", "-c", "exit 3");
        var gathered = new Gathered();

        gathered.assertThat(child).exitedWith(0);

        assertThat(gathered.assertionErrorsCollected()).hasSize(1);
    }

    static class Gathered extends SoftAssertions implements ForkedChildSoftAssertionsProvider {}

    @Nested
    @ExtendWith(SoftAssertionsExtension.class)
    class Injected {

        @InjectSoftAssertions
        @SuppressWarnings("NullAway.Init") // the extension fills it
        private ForkedChildSoftAssertions softly;

        @Test
        void fieldIsFilled() {
            softly.assertThat(children.spawn("true")).exitedWith(0);
        }
    }

    private static List<Throwable> failuresOf(Consumer<ForkedChildSoftAssertions> assertions) {
        return catchThrowableOfType(
                        MultipleFailuresError.class,
                        () -> SoftAssertionsProvider.assertSoftly(ForkedChildSoftAssertions.class, assertions))
                .getFailures();
    }
}
