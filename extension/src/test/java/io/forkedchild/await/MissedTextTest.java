package io.forkedchild.await;

import static io.forkedchild.await.Expected.end;
import static io.forkedchild.await.Expected.match;
import static io.forkedchild.await.Expected.text;
import static io.forkedchild.await.ForkedChildAwait.dialogueFromNow;
import static io.forkedchild.await.ForkedChildAwait.dialogueWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dialogue tells when it waits in vain. */
@Patience("200 ms")
@ExtendWith(ForkedChildExtension.class)
class MissedTextTest {

    private final ForkedChildren children;

    MissedTextTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild shell(String script) {
        return children.spawn("sh", "-c", script);
    }

    private static AssertionError failure(Runnable wait) {
        var failure = catchThrowableOfType(AssertionError.class, wait::run);
        assertThat(failure.getStackTrace()[0].getClassName()).startsWith(MissedTextTest.class.getName());
        return failure;
    }

    @Test
    void lastLinesAreShownAsTheyStand() {
        var dialogue = dialogueWith(shell("printf 'Login\\n'; seq 7; printf 'name? '; read x"), 1);
        dialogue.awaitText("Login\n");

        var failure = failure(() -> dialogue.awaitText("Password: "));

        assertThat(failure).hasMessageStartingWith("""
                        sh's stdout has had no text "Password: " for 200 ms
                          stdout behind the cursor, the last 5 lines:
                            | 4
                            | 5
                            | 6
                            | 7
                            | name?\s
                        """).hasMessageContaining("sh: sh -c");
    }

    @Test
    void endIsToldAtOnceWithTheEvidence() {
        var dialogue = dialogueWith(shell("printf 'Nam'; echo no terminal >&2; exit 3"));

        var failure = failure(() -> dialogue.awaitAnyOf(text("Name: "), match("Hello, .*")));

        assertThat(failure).hasMessageStartingWith("""
                        sh's stdout and stderr have ended without text "Name: " or match of Hello, .*
                          stdout:
                            | Nam
                          only its beginning has come: Nam
                          stderr:
                            | no terminal
                        """).hasMessageContaining("exited with code 3");
    }

    @Test
    void endThatDoesNotComeIsNamed() {
        var failure = failure(() -> dialogueWith(shell("read x"), 1).awaitAnyOf(end()));

        assertThat(failure).hasMessageStartingWith("sh's stdout has had no end for 200 ms\n  stdout: nothing\n");
    }

    @ParameterizedTest
    @MethodSource("nearest")
    void nearestIsTold(String written, Expected wanted, String told) {
        var dialogue = dialogueWith(shell("printf '" + written + "'; read x"));

        var failure = failure(() -> dialogue.awaitAnyOf(wanted));

        assertThat(failure).hasMessageContaining("\n  " + told + "\n");
    }

    static Stream<Arguments> nearest() {
        return Stream.of(
                arguments("NAME: ", text("Name: "), "nearest to the text \"Name: \": NAME: "),
                arguments("Your name:", text("name: "), "nearest to the text \"name: \": Your name:"),
                arguments("Port 80", match("port (\\d+)"), "nearest to the match of port (\\d+): Port 80"),
                arguments("Passwd: ", text("Password: "), "only its beginning has come: Passw"),
                arguments(
                        "\\033[1mName\\033[0m: ",
                        text("Name: "),
                        "without escape sequences, this is a text \"Name: \": Name: "));
    }

    @Test
    void matchBeforeTheCursorIsTold() {
        var child = shell("printf 'Welcome!\\nName: '; read x");
        dialogueWith(child).awaitText("Name: ");

        var failure = failure(() -> dialogueFromNow(child, 1).awaitText("Name: "));

        assertThat(failure)
                .hasMessageContaining("  stdout behind the cursor: nothing\n")
                .hasMessageContaining("  the text \"Name: \" stands before the cursor, in: Name: \n");
    }
}
