package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(10)
class ExpectedMessageTest {

    private final ForkedChildren children =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofSeconds(60)));

    @AfterEach
    void endChildren() {
        children.close();
    }

    @ParameterizedTest
    @EnumSource
    void matcherInsideAValueIsRefused(Serialization serialization) {
        var child = running("read stop", serialization);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child)
                        .sentMessages(1, Map.of("a", List.of(1, MessageMatcher.containing(Map.of("b", 2))))))
                .withMessage("expected message 2: $.a[1] is a matcher, which stands for a whole message:"
                        + " containing {\"b\":2}; expect json(…) with placeholders, or matching(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child)
                        .sentMessage(MessageMatcher.containing(Map.of("a", MessageMatcher.as(String.class)))))
                .withMessageStartingWith("expected message: $.a is a matcher");
    }

    @ParameterizedTest
    @EnumSource
    void silentChildIsNotWaitedForIfNoMessageCanHaveTheValue(Serialization serialization) {
        var child = running("read stop", serialization);
        var values = Map.of("a", List.of(1, new Object()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessage(values))
                .withMessageStartingWith("expected message: $.a[1]")
                .withMessageContaining("java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatNow(child).sentMessage(values))
                .withMessageStartingWith("expected message: $.a[1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessages(1, new Object()))
                .withMessageStartingWith("expected message 2: $");
    }

    @Test
    void refusalDoesNotDependOnWhatHasCome() {
        var child = running("echo 1 >&3; read stop", Serialization.JSON);
        assertThat(child).sentMessage(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessage(new Object()))
                .withMessageStartingWith("expected message: $ is java.lang.Object: ");
    }

    @ParameterizedTest
    @MethodSource
    void refusalSpeaksOfExpecting(Serialization serialization, Object value, String text) {
        var child = running("read stop", serialization);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessage(value))
                .withMessageStartingWith(text);
    }

    static Stream<Arguments> refusalSpeaksOfExpecting() {
        return Stream.of(
                argumentSet(
                        "date",
                        Serialization.JSON,
                        LocalDate.EPOCH,
                        "expected message: $ is java.time.LocalDate: expect an Instant, or its text"),
                argumentSet(
                        "optional",
                        Serialization.JSON,
                        List.of(Optional.of(1)),
                        "expected message: $[0] is java.util.Optional: expect what it contains, or null"),
                argumentSet(
                        "large long",
                        Serialization.ADVANCED,
                        Long.MAX_VALUE,
                        "expected message: $ is the long 9223372036854775807, "
                                + "beyond the safe integers of JavaScript; expect a BigInteger"),
                argumentSet(
                        "thread",
                        Serialization.ADVANCED,
                        Thread.currentThread(),
                        "expected message: $ is a java.lang.Thread, which is no data"));
    }

    @Test
    void listThatHoldsItselfIsRefusedInJson() {
        var child = running("read stop", Serialization.JSON);
        var list = new java.util.ArrayList<Object>();
        list.add(list);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessage(list))
                .withMessageStartingWith("expected message: $[0]")
                .withMessageEndingWith(": it contains itself");
    }

    @Test
    void childWithoutAChannelFailsWhateverIsExpected() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThat(child).sentMessage(new Object())).startsWith("cat has no channel");
    }

    @Test
    void bytesAndAListDifferInJson() {
        var child = running("echo '[1,2]' >&3; exec 3>&-", Serialization.JSON);

        assertThatFailureOf(() -> assertThat(child).sentMessage(new byte[] {1, 2}))
                .contains(
                        "  nearest:  [1,2] (message 1)\n    $: expected {\"type\":\"Buffer\",\"data\":[1,2]}, was [1,2]\n");
    }

    @Test
    void digitsBeyondADoubleDifferInJson() {
        var child = running("echo 0.1 >&3; exec 3>&-", Serialization.JSON);

        assertThatFailureOf(() -> assertThat(child).sentMessage(new BigDecimal("0.1000000000000000000001")))
                .contains("\n  expected: 0.1000000000000000000001\n  nearest:  0.1 (message 1)\n");
        var longer = running("echo 0.1000000000000000000001 >&3; exec 3>&-", Serialization.JSON);
        assertThatFailureOf(() -> assertThat(longer).sentMessage(0.1))
                .contains("(message 1)\n    $: differs in what Java's values do not show; compare the bytes\n");
    }

    @Test
    void deepMessageOfJsonIsShown() {
        var child = running(
                "i=0; while [ $i -lt 5000 ]; do a=\"$a[\" b=\"]$b\" i=$((i+1)); done; echo \"$a$b\" >&3; exec 3>&-",
                Serialization.JSON);

        assertThatFailureOf(() -> assertThat(child).sentMessage(1)).contains("\n  nearest:  [[[");
    }

    private ForkedChild running(String script, Serialization serialization) {
        return children.with(SpawnOptions.defaults()
                        .stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc())
                        .serialization(serialization))
                .spawn("sh", "-c", script);
    }
}
