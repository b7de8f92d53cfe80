package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors of a child and of its channel: asserted on, shown in each failure, and not overlooked by strict mode. */
@Timeout(20)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class RaisedErrorsTest {

    private static final SpawnOptions CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    private static final String MALFORMED = "ERR_IPC_MALFORMED_MESSAGE";

    static final List<Arguments> QUESTIONS = List.of(
            question("onError", child -> child.onError(error -> {})),
            question("errors", child -> child.inspection().errors()),
            question("transcript", ForkedChild::transcript),
            question("raisedNoErrors", child -> {
                try {
                    assertThat(child).raisedNoErrors();
                } catch (AssertionError expected) {
                    // whatever comes out
                }
            }));

    private final ForkedChildren children;

    RaisedErrorsTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild shell(String script) {
        return children.with(CHANNEL).spawn("sh", "-c", script);
    }

    private static ForkedChild closed(ForkedChild child) {
        assertThat(child.inspection().holdsWithin(Duration.ofSeconds(10), child::isClosed))
                .isTrue();
        return child;
    }

    // ---- each kind, which leaves closedWith(0) as it is

    static Stream<Arguments> errors() {
        return Stream.of(
                error("a line that is no message", MALFORMED, test -> test.shell("echo '{bad}' >&3")),
                error(
                        "a message cut by the exit",
                        "ERR_IPC_UNFINISHED_MESSAGE",
                        test -> test.shell("printf '{\"a\":' >&3")),
                error("a refused send", "ERR_IPC_CHANNEL_CLOSED", RaisedErrorsTest::refused),
                error("a second disconnect", "ERR_IPC_DISCONNECTED", RaisedErrorsTest::disconnectedTwice),
                error("a wrong serialization", "ERR_IPC_SERIALIZATION_MISMATCH", RaisedErrorsTest::mismatched),
                error(
                        "an announced handle that does not come",
                        "ERR_IPC_HANDLE_MISSING",
                        test -> test.shell("echo '{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Socket\",\"msg\":1}' >&3")),
                error("input that nobody reads", "EPIPE", RaisedErrorsTest::unread));
    }

    private static Arguments error(String name, String code, Function<RaisedErrorsTest, ForkedChild> child) {
        return argumentSet(name, code, child);
    }

    private ForkedChild refused() {
        var child = closed(shell("exit 0"));
        assertThat(child.send(1)).isEqualTo(SendResult.REFUSED);
        return child;
    }

    private ForkedChild disconnectedTwice() {
        var child = shell("read end <&3; exit 0");
        child.disconnect();
        child.disconnect();
        return child;
    }

    private ForkedChild mismatched() {
        return children.with(CHANNEL.serialization(Serialization.ADVANCED))
                .spawn("sh", "-c", "echo '{\"a\":\"a long message of JSON\"}' >&3");
    }

    private ForkedChild unread() {
        var child = children.spawn("true");
        closed(child);
        child.stdin().write("x");
        return child;
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorIsAsserted(String code, Function<RaisedErrorsTest, ForkedChild> kind) {
        var child = kind.apply(this);

        assertThat(child).closedWith(0).raisedError(code);
        assertThatFailureOf(() -> assertThat(child).raisedNoErrors())
                .startsWith(child.name() + " has raised an error: ")
                .contains(code);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorIsInTheEvidenceOfAnyFailure(String code, Function<RaisedErrorsTest, ForkedChild> kind) {
        var child = closed(kind.apply(this));

        assertThatFailureOf(() -> assertThat(child).exitedWith(3)).contains("\n  error:    " + code + ": ");
        assertThatFailureOf(() -> assertThat(child).stdout().isEqualTo("x")).contains("\n  error:    " + code + ": ");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorIsOverlookedUntilSomebodyAsksForIt(String code, Function<RaisedErrorsTest, ForkedChild> kind) {
        var child = closed(kind.apply(this));

        assertThat(child.inspection().overlooked()).singleElement().asString().startsWith("raised " + code + ": ");
        assertThat(child).closedWith(0);
        assertThat(child.inspection().overlooked()).hasSize(1);
        assertThat(child).raisedError(code);
        assertThat(child.inspection().overlooked()).isEmpty();
    }

    // ---- what asks

    private static Arguments question(String name, Consumer<ForkedChild> question) {
        return argumentSet(name, question);
    }

    @ParameterizedTest
    @FieldSource("QUESTIONS")
    void questionForErrorsIsForAllOfThem(Consumer<ForkedChild> question) {
        var child = closed(shell("echo '{bad}' >&3"));
        child.send(1);

        question.accept(child);

        assertThat(child.inspection().overlooked()).isEmpty();
    }

    @Test
    void questionForOneCodeIsForThatOnly() {
        var child = closed(shell("echo '{bad}' >&3; echo '{worse}' >&3"));
        child.send(1);

        assertThat(child).raisedError("ERR_IPC_CHANNEL_CLOSED");

        assertThat(child.inspection().overlooked())
                .singleElement()
                .asString()
                .startsWith("raised " + MALFORMED + ", 2 times, first: ");
    }

    @Test
    void failedLaunchIsAnError() {
        var child = children.spawn("/nowhere/worker");

        assertThat(child).raisedError("ENOENT");
        assertThat(child.inspection().overlooked()).isEmpty();
        assertThatFailureOf(() -> assertThat(child).raisedNoErrors())
                .startsWith("worker has raised an error: spawn /nowhere/worker ENOENT");
    }

    @Test
    void whatASignalOfTheTestCutsOffIsNoSurprise() {
        var child = shell("printf '{\"a\":' >&3; echo up; exec sleep 60");
        awaitStdout(child, "up");
        child.kill(Signal.SIGKILL);

        assertThat(closed(child).inspection().overlooked()).isEmpty();
        assertThat(child).raisedError("ERR_IPC_UNFINISHED_MESSAGE");
    }

    // ---- how they wait and fail

    @Test
    void errorOfARunningChildIsEnough() {
        assertThat(shell("echo '{bad}' >&3; read stop")).raisedError(MALFORMED).isRunning();
    }

    @Test
    void closeWithoutTheErrorFailsAtOnce() {
        var child = shell("exit 3");

        assertThatFailureOf(() -> assertThat(child).raisedError("EPIPE"))
                .startsWith("sh has not raised the error EPIPE: it has raised no error; it exited with code 3\n");
        assertThat(child).raisedNoErrors();
    }

    @Test
    void otherErrorsAreTold() {
        assertThatFailureOf(() -> assertThat(shell("echo '{bad}' >&3")).raisedError("EPIPE"))
                .startsWith("sh has not raised the error EPIPE: it has raised " + MALFORMED + ";")
                .contains("\n  raised:   " + MALFORMED + ": ");
    }

    @Test
    void runningChildIsWaitedForUntilTheTimeIsOver() {
        var child = shell("read stop");

        assertThat(child).within(Duration.ofMillis(50)).raisedNoErrors();
        assertThatFailureOf(
                        () -> assertThat(child).within(Duration.ofMillis(50)).raisedError("EPIPE"))
                .startsWith("sh has not raised the error EPIPE within 50 ms: it has raised no error; it is running\n");
    }

    // ---- the evidence

    @Test
    void codesOfAllErrorsAreInTheEvidence() {
        var child = closed(shell("for i in 1 2 3 4 5; do echo '{bad}' >&3; done; printf '{' >&3"));

        assertThat(child.evidence())
                .contains("\n  errors:   … and 3 more: 2 × " + MALFORMED + ", 1 × ERR_IPC_UNFINISHED_MESSAGE\n");
    }

    @Test
    void errorsOfOtherChildrenAreInTheEvidence() {
        closed(shell("echo '{bad}' >&3"));
        var other = children.spawn("true");

        assertThatFailureOf(() -> assertThat(other).exitedWith(3))
                .contains("\n  others:   sh exited with code 0, raised " + MALFORMED + "\n");
    }
}
