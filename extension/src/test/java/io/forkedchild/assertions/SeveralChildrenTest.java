package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatAll;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalArgumentException;
import static io.forkedchild.process.Signal.SIGHUP;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several children at once. The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(20)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class SeveralChildrenTest {

    private final ForkedChildren children;

    SeveralChildrenTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void allAreWaitedFor() {
        var one = shell("one", "read x; exit 0");
        var two = shell("two", "read x; exit 0");
        two.onExit(status -> one.stdin().write("x\n"));
        two.stdin().write("x\n");

        assertThatAll(one, two).exitedWith(0).closedWith(0).exitedNormally().leftNothingBehind();
        assertThat(one.inspection().overlooked()).isEmpty();
    }

    @Test
    void deathsAreRecognized() {
        shell("one", "kill -TERM $$");
        shell("two", "kill -TERM $$");

        assertThatAll(children.all())
                .killedBy(SIGTERM)
                .killedBy(15)
                .terminatedBy(SIGTERM)
                .closedBy(SIGTERM)
                .closedBy(15);
    }

    @Test
    void everyoneWhoFailsIsNamed() {
        var one = shell("one", "exit 0");
        var two = shell("two", "exit 3");
        var three = shell("three", "kill -HUP $$");
        assertThat(one).exitedNormally();
        assertThat(two).exitedNormally();
        assertThat(three).killedBy(SIGHUP);

        assertThatFailureOf(() -> assertThatAll(one, two, three).exitedWith(0)).startsWith("""
                        2 of 3 did otherwise: two, three
                          two has not exited with code 0: it exited with code 3
                          three has not exited with code 0: it was killed by SIGHUP
                        two: sh -c 'exit 3'
                        """);
    }

    @Test
    void whatTheGuiltyOneDidIsNotHiddenByOthers() {
        var guilty = shell("guilty", "exit 3");
        assertThat(guilty).closedWith(3);
        var chatty = shell("chatty", "exec cat");
        for (int i = 0; i < 20; i++) {
            chatty.stdin().writeLine("line");
        }

        assertThatFailureOf(() -> assertThatAll(chatty, guilty).exitedWith(0))
                .containsPattern("ms  guilty +spawned ")
                .containsPattern("ms  guilty +exited with code 3\n")
                .containsPattern("\n +… \\d+ earlier events of other children\n");
    }

    @Test
    void oneFailureIsEnoughToFailAtOnce() {
        var running = shell("running", "read x");
        var failed = shell("failed", "exit 3");

        assertThatFailureOf(() -> assertThatAll(running, failed).exitedWith(0)).startsWith("""
                        1 of 2 did otherwise: failed (not decided: running)
                          failed has not exited with code 0: it exited with code 3
                          running has not exited with code 0 so far
                        failed: sh -c 'exit 3'
                        """);
    }

    @Test
    void allShareOnePatience() {
        var one = shell("one", "read x");
        var two = shell("two", "read x");

        assertThatFailureOf(() ->
                        assertThatAll(one, two).within(Duration.ofMillis(50)).exitedWith(0))
                .startsWith("""
                        2 of 2 did otherwise within 50 ms: one, two
                          one has not exited with code 0: it is running
                          two has not exited with code 0: it is running
                        one: sh -c 'read x'
                        """);
    }

    @Test
    void orderIsThatOfTheExits() {
        var one = shell("one", "exit 0");
        assertThat(one).exitedWith(0);
        var two = shell("two", "exit 0");
        assertThat(two).exitedWith(0);
        var three = shell("three", "read x");

        assertThatAll(one, two, three).exitedInOrder();
        assertThatFailureOf(() -> assertThatAll(two, one, three).exitedInOrder())
                .startsWith("1 of 2 did otherwise: two\n")
                .containsPattern("\n  two has not exited before one: it exited with code 0 [0-9.]+ ms after one\n");
    }

    @Test
    void descriptionIsShown() {
        var child = shell("one", "exit 3");

        assertThatFailureOf(() -> assertThatAll(child).as("the workers").exitedWith(0))
                .startsWith("[the workers] 1 of 1 did otherwise: one\n");
        assertThatFailureOf(
                        () -> assertThatAll(child).as("two\nlines \u001b[31m").exitedWith(0))
                .startsWith("[two\\nlines \\u001b[31m] 1 of 1 did otherwise: one\n");
        assertThatFailureOf(() -> assertThat(child).as("two\nlines").exitedWith(0))
                .startsWith("[two\\nlines] one has not exited with code 0: ");
    }

    @Test
    void forEverIsALongTime() {
        var child = shell("one", "exit 3");

        assertThatAll(child).within(Duration.ofSeconds(Long.MAX_VALUE)).exitedWith(3);
        assertThat(child)
                .within(Duration.ofSeconds(Long.MAX_VALUE))
                .exitedWith(3)
                .exitedWithin(Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Test
    void noneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatAll().exitedWith(0))
                .withMessage("children: must not be empty");
    }

    private ForkedChild shell(String name, String script) {
        return children.with(SpawnOptions.defaults().name(name)).spawn("sh", "-c", script);
    }
}
