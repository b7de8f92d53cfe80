package io.forkedchild.await;

import static io.forkedchild.await.Expected.end;
import static io.forkedchild.await.Expected.match;
import static io.forkedchild.await.Expected.text;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.dialogueFromNow;
import static io.forkedchild.await.ForkedChildAwait.dialogueWith;
import static io.forkedchild.await.ForkedChildAwait.linesFromNow;
import static io.forkedchild.await.Key.CTRL_C;
import static io.forkedchild.await.Key.CTRL_D;
import static io.forkedchild.await.Key.ENTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cursor over text that is no line. The patience is far beyond the timeout: a wait that takes it fails. */
@Timeout(30)
@Patience("60 m")
@ExtendWith(ForkedChildExtension.class)
class DialogueTest {

    private static final String GREETER = "while printf 'Name: ' && read name; do echo \"Hello, $name!\"; done";

    private final ForkedChildren children;

    DialogueTest(ForkedChildren children) {
        this.children = children;
    }

    private static ForkedChild shell(ForkedChildren in, String script) {
        return in.spawn("sh", "-c", script);
    }

    // ---- each wait goes on behind the last match

    @Test
    void samePromptIsFoundOncePerQuestion() {
        var dialogue = dialogueWith(shell(children, GREETER));

        dialogue.awaitText("Name: ");
        dialogue.type("Ada").press(ENTER);
        var second = dialogue.awaitText("Name: ");
        dialogue.type("Bob\n");
        var hello = dialogue.awaitMatch("Hello, (?<name>\\w+)!");
        dialogue.awaitText("Name: ");
        dialogue.press(CTRL_D);

        assertThat(second.before()).isEqualTo("Hello, Ada!\n");
        assertThat(hello.group("name")).isEqualTo("Bob");
        assertThat(hello.group(1)).isEqualTo("Bob");
        assertThat(dialogue.awaitAnyOf(text("Name: "), end()).branch()).isEqualTo(1);
    }

    @Test
    void matchThatTouchesTheEndIsReturnedWhenTheChildPauses() {
        var dialogue = dialogueWith(shell(children, "printf 'a\\n$ '; read x; printf '$ '; read y"));

        var first = dialogue.awaitMatch("^\\$ $");
        dialogue.press(ENTER);
        var second = dialogue.awaitMatch("\\$ \\z");

        assertThat(first.before()).isEqualTo("a\n");
        assertThat(second.before()).isEmpty();
    }

    @Test
    void emptyMatchIsNotFoundTwiceAtOnePlace() {
        var dialogue = dialogueWith(shell(children, "printf '> '; read x; printf '> '; read y"));

        dialogue.awaitMatch("(?<=> )$");
        dialogue.press(ENTER);
        var second = dialogue.awaitMatch("(?<=> )$");

        assertThat(second.before()).isEqualTo("> ");
    }

    @Test
    void charactersInPiecesAreWhole() {
        var dialogue = dialogueWith(shell(
                children,
                "printf 'Gr\\303'; read x; printf '\\274\\303\\237e \\360\\237'; read y; printf '\\230\\200?'"));

        dialogue.awaitText("Gr");
        dialogue.press(ENTER);
        dialogue.awaitText("üße ");
        dialogue.press(ENTER);

        assertThat(dialogue.awaitMatch(".\\?").text()).isEqualTo("😀?");
    }

    @Test
    void otherEncodingIsText() {
        var utf16 = children.with(SpawnOptions.defaults().encoding(StandardCharsets.UTF_16LE))
                .spawn("printf", "N\\0a\\0m\\0e\\0:\\0");

        assertThat(dialogueWith(utf16).awaitText("Name:").before()).isEmpty();
    }

    // ---- two streams

    @Test
    void eachStreamHasAPlaceOfItsOwn() {
        var child = shell(
                children, "printf 'err> ' >&2; printf 'out> '; read x; printf 'err> ' >&2; printf 'out> '; read y");
        var dialogue = dialogueWith(child);

        dialogue.awaitText("out> ");
        dialogue.awaitText("err> ");
        dialogue.press(ENTER);
        dialogue.awaitText("err> ");

        assertThat(dialogue.awaitText("out> ").before()).isEmpty();
        assertThat(dialogueWith(child, 2).awaitText("err> ").before()).isEmpty();
    }

    @Test
    void streamThatIsNotRecordedIsLeftOut() {
        var both = children.with(SpawnOptions.defaults().redirectErrorToOutput())
                .spawn("sh", "-c", "printf one; printf two >&2");

        assertThat(dialogueWith(both).awaitText("two").before()).isEqualTo("one");
        assertThatIllegalStateException().isThrownBy(() -> dialogueWith(both, 2));
    }

    // ---- branches

    @Test
    void whatWasCompleteFirstIsTheBranch() {
        var child = shell(children, "printf 'Login: Password: '; read x");

        var found = dialogueWith(child, 1).awaitAnyOf(text("Password: "), match("Log(in): "), end());

        assertThat(found.branch()).isEqualTo(1);
        assertThat(found.group(1)).isEqualTo("in");
    }

    @Test
    void endIsABranchWithTheRest() {
        var found = dialogueWith(shell(children, "printf 'bye'")).awaitAnyOf(text("Name: "), end());

        assertThat(found.branch()).isEqualTo(1);
        assertThat(found.before()).isEqualTo("bye");
        assertThat(found.text()).isEmpty();
    }

    @Test
    void nothingToWaitForIsRefused() {
        var dialogue = dialogueWith(shell(children, "read x"));

        assertThatIllegalArgumentException().isThrownBy(dialogue::awaitAnyOf).withMessageContaining("expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dialogue.awaitText(""))
                .withMessageContaining("text: must not be empty");
    }

    // ---- keys

    @Test
    void controlCReachesWhatTheChildHasStarted() {
        var child = shell(children, "trap 'printf interrupted' INT; printf 'go '; sleep 60; printf ' goes on'; read x");
        var dialogue = dialogueWith(child);
        dialogue.awaitText("go ");

        dialogue.press(CTRL_C);

        dialogue.awaitText("interrupted goes on");
    }

    // ---- from this moment

    @Test
    void onlyWhatComesFromNowOnCounts() {
        var child = shell(children, GREETER);
        awaitStdout(child, "Name: ");
        child.stdin().writeLine("Ada");
        awaitStdout(child, "Name: ");

        var dialogue = dialogueFromNow(child);
        var lines = linesFromNow(child);
        dialogue.type("Bob\n");

        assertThat(dialogue.awaitMatch("Hello, (\\w+)").group(1)).isEqualTo("Bob");
        assertThat(lines.awaitLine("Hello, (\\w+)").group(1)).isEqualTo("Bob");
        assertThat(linesFromNow(child, 2)).hasToString("sh's stderr behind line 0");
    }

    @Test
    void whatIsInThePipeIsNotFromNow() {
        var child = shell(children, "while read n; do echo line $n; printf . >&2; done");
        var each = dialogueWith(child, 2);
        for (int i = 0; i < 50; i++) {
            child.stdin().writeLine("old");
            each.awaitText(".");

            var lines = linesFromNow(child);
            child.stdin().writeLine("new");

            assertThat(lines.awaitLine("line (.*)").group(1)).isEqualTo("new");
            each.awaitText(".");
        }
    }

    // ---- much

    @Test
    void muchOutputIsSearchedOnce() {
        var child = shell(children, "seq 3000000; printf 'done> '; read x");
        var dialogue = dialogueWith(child);

        var found = dialogue.awaitText("done> ");
        dialogue.press(ENTER);

        assertThat(found.before()).endsWith("\n3000000\n");
        assertThat(dialogue.awaitAnyOf(end()).before()).isEmpty();
    }

    @Test
    void failedWaitLeavesThePlaceWhereItIs() {
        var child = shell(children, "seq 3000000");
        var dialogue = dialogueWith(child);
        dialogue.awaitText("1\n");
        child.waitFor();

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> dialogue.awaitText("nowhere"));

        assertThat(dialogue.awaitText("3\n").before()).isEqualTo("2\n");
    }
}
