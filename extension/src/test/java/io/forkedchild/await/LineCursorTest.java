package io.forkedchild.await;

import static io.forkedchild.await.ForkedChildAwait.await;
import static io.forkedchild.await.ForkedChildAwait.linesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.hamcrest.Matchers.containsString;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.assertions.ForkedChildAssertions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.RequiresNode;
import java.time.Duration;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(10)
@Patience("60 m")
@ExtendWith(ForkedChildExtension.class)
class LineCursorTest {

    private final ForkedChildren children;

    @AutoClose
    private final ForkedChildren impatient =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofMillis(50)));

    LineCursorTest(ForkedChildren children) {
        this.children = children;
    }

    private static ForkedChild shell(ForkedChildren in, String script) {
        return in.spawn("sh", "-c", script);
    }

    // ---- what is found

    @Test
    void lineOfARunningChildIsReturned() {
        var server = shell(children, "echo starting; echo 'I am listening on 8080.'; read stop");

        var match = linesOf(server).awaitLine("listening on (?<port>\\d+)");

        assertThat(match.group("port")).isEqualTo("8080").isEqualTo(match.group(1));
        assertThat(match.group(0)).isEqualTo("listening on 8080");
        assertThat(match.line()).isEqualTo("I am listening on 8080.");
        assertThat(match.lineNumber()).isEqualTo(2);
        assertThat(match).hasToString("line 2: I am listening on 8080.");
        assertThat(server.exitStatus()).isEmpty();
    }

    @Test
    void eachWaitGoesOnBehindTheLastMatch() {
        var child = shell(children, "echo job 1; echo noise; echo job 2; read x; echo job 3; read x");
        var lines = linesOf(child);

        assertThat(lines.awaitLine("job (\\d)").group(1)).isEqualTo("1");
        assertThat(lines.awaitLine("job (\\d)").group(1)).isEqualTo("2");
        assertThat(lines).hasToString("sh's stdout behind line 3");
        child.stdin().write("x\n");
        assertThat(lines.awaitLine("job (\\d)").group(1)).isEqualTo("3");
    }

    @Test
    void cursorsOfAChildAreIndependent() {
        var child = shell(children, "echo a; echo b; read x");
        var one = linesOf(child);
        one.awaitLine("b");

        assertThat(linesOf(child).awaitLine("a").lineNumber()).isEqualTo(1);
    }

    @Test
    void otherDescriptorsHaveLinesToo() {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.pipe());
        var child = children.with(options).spawn("sh", "-c", "echo two >&2; echo three >&3; read stop");

        assertThat(linesOf(child, 2).awaitLine("").line()).isEqualTo("two");
        assertThat(linesOf(child, 3).awaitLine("").line()).isEqualTo("three");
    }

    @Test
    void numberThatIsStillBeingWrittenIsNotCut() {
        var server = shell(children, "printf 'listening on 80'; read go; echo 80; read stop");
        await(server).until(() -> server.stdout().text(), containsString("on 80"));
        server.stdin().write("go\n");

        assertThat(linesOf(server).awaitLine("on (\\d+)").group(1)).isEqualTo("8080");
    }

    @Test
    void lineEndThatComesInTwoPartsIsOne() {
        var child = shell(children, "printf 'a\\r'; read go; printf '\\nb\\r\\n'; read stop");
        await(child).until(() -> child.stdout().text(), containsString("\r"));
        child.stdin().write("go\n");
        var lines = linesOf(child);

        assertThat(lines.awaitLine("").line()).isEqualTo("a");
        assertThat(lines.awaitLine("").line()).isEqualTo("b");
    }

    @Test
    void progressBarIsSeenWhileItStands() {
        var child = shell(children, "printf '10%%\\r50%%\\r'; read go; printf '\\n100%%\\r\\n'; read stop");
        var lines = linesOf(child);

        assertThat(lines.awaitLine("50%").lineNumber()).isEqualTo(2);
        assertThat(child.exitStatus()).isEmpty();
        assertThat(child.stdout().lines()).containsExactly("10%", "50%");

        var behind = lines.withoutAnsi();
        child.stdin().write("go\n");
        assertThat(lines.awaitLine("").line()).isEqualTo("100%");
        assertThat(behind.awaitLine("").line()).isEqualTo("100%");
    }

    @Test
    void characterThatComesInTwoPartsIsWhole() {
        var child = shell(children, "printf 'gr\\303'; read go; printf '\\274n\\n'; read stop");
        await(child).until(() -> child.stdout().length() == 3);
        child.stdin().write("go\n");

        assertThat(linesOf(child).awaitLine("^gr").line()).isEqualTo("grün");
    }

    @Test
    void anchorsAreThoseOfTheLine() {
        var child = children.spawn("printf", "ab\\nb\\n\\nc");
        var lines = linesOf(child);

        assertThat(lines.awaitLine("^b$").lineNumber()).isEqualTo(2);
        assertThat(lines.awaitLine("^$").lineNumber()).isEqualTo(3);
        assertThat(lines.awaitLine("^c$").lineNumber()).isEqualTo(4);
    }

    @RepeatedTest(20)
    void lastLineMayLackItsEnd() {
        var child = children.spawn("printf", "a\\nport 80");

        assertThat(linesOf(child).awaitLine("\\d+").group(0)).isEqualTo("80");
    }

    @Test
    void coloursAreRemovedOnDemand() {
        var server = children.spawn("printf", "start\\n\\033[32mlistening\\033[0m on \\033[1m80\\033[0m\\n");
        var lines = linesOf(server);
        lines.awaitLine("start");

        var match = lines.withoutAnsi().awaitLine("^listening on (\\d+)$");

        assertThat(match.line()).isEqualTo("listening on 80");
        assertThat(match.lineNumber()).isEqualTo(2);
        assertThat(lines.awaitLine("listening").line()).contains("\u001b[0m");
    }

    @Test
    void noPatienceSeesWhatIsThere() {
        try (var hasty = ForkedChildren.open(Settings.defaults().patience(Duration.ZERO))) {
            var child = hasty.spawn("seq", "100000");
            await(child).atMost(Duration.ofSeconds(5)).until(child::isClosed);

            assertThat(linesOf(child).awaitLine("^100000$").lineNumber()).isEqualTo(100_000);
        }
    }

    @Test
    void noPatienceLooksAtAllThatIsThere() {
        try (var hasty = ForkedChildren.open(Settings.defaults().patience(Duration.ZERO))) {
            var child = hasty.spawn("seq", "3000000");
            await(child).atMost(Duration.ofSeconds(9)).until(child::isClosed);

            assertThat(linesOf(child).awaitLine("^3000000$").lineNumber()).isEqualTo(3_000_000);
        }
    }

    @Test
    void failureIsOneOfTheTestAndItsStackBeginsThere() {
        var child = children.spawn("true");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("a"))
                .satisfies(failure -> assertThat(failure.getStackTrace()[0].getClassName())
                        .startsWith(LineCursorTest.class.getName()));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ForkedChildAwait.awaitStdout(child, "a"))
                .satisfies(failure -> assertThat(failure.getStackTrace()[0].getClassName())
                        .startsWith(LineCursorTest.class.getName()));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ForkedChildAssertions.assertThat(child).exitedWith(3))
                .satisfies(failure -> assertThat(failure.getStackTrace()[0].getClassName())
                        .startsWith(LineCursorTest.class.getName()));
    }

    // ---- long output

    @Test
    void everyLineOfALongOutputCanBeAwaited() {
        var child = children.spawn("seq", "200000");
        var lines = linesOf(child);

        for (int i = 1; i <= 200_000; i++) {
            assertThat(lines.awaitLine("^" + i + "$").lineNumber()).isEqualTo(i);
        }
    }

    @Test
    @RequiresNode
    void waitsForALongOutputReadItOnce() {
        var child = children.spawn(
                "node",
                "-e",
                "require('node:readline').createInterface({ input: process.stdin }).on('line', mark => {"
                        + " for (let i = 0; i < 20000; i++) console.log('noise ' + i); console.log(mark) })");
        var lines = linesOf(child);

        for (int i = 1; i <= 10; i++) {
            child.stdin().write("mark " + i + "\n");
            assertThat(lines.awaitLine("^mark").lineNumber()).isEqualTo(i * 20_001L);
        }
    }

    @Test
    void longLineIsReadOnce() {
        var child = shell(children, "head -c 50000000 /dev/zero | tr '\\0' x; echo; echo last; read stop");

        assertThat(linesOf(child).awaitLine("^last$").lineNumber()).isEqualTo(2);
    }

    @Test
    void floodDoesNotKeepAWaitFromEnding() {
        var child = impatient.spawn("yes");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("no"))
                .withMessageContaining("a match of no");
        child.close();
    }

    // ---- what is refused

    @Test
    void groupThatDoesNotExistIsRefused() {
        var match =
                linesOf(children.spawn("echo", "a 80")).awaitLine("(?<host>\\w+) (?<port>\\d+)|\\(\\?<no>|(?<tls>s)");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> match.group("prot"))
                .withMessage("no group 'prot' in (?<host>\\w+) (?<port>\\d+)|\\(\\?<no>|(?<tls>s);"
                        + " there are: host, port, tls");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> match.group(4))
                .withMessageEndingWith("; there are 0 to 3");
        assertThatIllegalStateException()
                .isThrownBy(() -> match.group("tls"))
                .withMessageContainingAll("group 'tls' of ", "has no part in the match of line 1: a 80");
    }

    @Test
    void patternWithoutNamesTellsThat() {
        var match = linesOf(children.spawn("echo", "a")).awaitLine("(a)");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> match.group("port"))
                .withMessage("no group 'port' in (a); it names no group");
    }

    @Test
    void malformedPatternIsRefusedAtOnce() {
        var lines = linesOf(children.spawn("cat"));

        assertThatExceptionOfType(PatternSyntaxException.class).isThrownBy(() -> lines.awaitLine("(open"));
    }

    @Test
    void descriptorThatIsNotRecordedIsRefused() {
        var child = children.with(SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.ignore()))
                .spawn("cat");

        assertThatIllegalStateException()
                .isThrownBy(() -> linesOf(child))
                .withMessageContaining("options.stdio[1] is 'ignore'");
    }

    @Test
    void interruptEndsAWaitAndLeavesTheCursor() {
        var child = shell(children, "echo a; read x; echo b; read x");
        var lines = linesOf(child);
        lines.awaitLine("a");
        Thread.currentThread().interrupt();

        assertThatIllegalStateException()
                .isThrownBy(() -> lines.awaitLine("b"))
                .withMessageContaining("interrupted while waiting for sh");

        assertThat(Thread.interrupted()).isTrue();
        child.stdin().write("x\n");
        assertThat(lines.awaitLine("b").lineNumber()).isEqualTo(2);
    }
}
