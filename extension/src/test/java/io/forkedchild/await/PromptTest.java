package io.forkedchild.await;

import static io.forkedchild.await.ForkedChildAwait.awaitStderr;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.RequiresNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits for what stands at the end of a child's output. The patience is far beyond the timeout: a wait that takes it fails. */
@Timeout(20)
@Patience("60 m")
@ExtendWith(ForkedChildExtension.class)
class PromptTest {

    private static final String GREETER = "while printf 'Name: ' && read name; do echo \"Hello, $name!\"; done";

    private final ForkedChildren children;

    @AutoClose
    private final ForkedChildren impatient =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofMillis(200)));

    PromptTest(ForkedChildren children) {
        this.children = children;
    }

    private static ForkedChild shell(ForkedChildren in, String script) {
        return in.spawn("sh", "-c", script);
    }

    // ---- a match that touches the end

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name: $",
                "Name: (?-m)$",
                "Name: \\z",
                "Name: \\Z",
                "(?<=: )$",
                "\\z",
                "Name:\\s*",
                "Name:\\s*+",
                "Name:\\s+?$",
                "Name:.*",
                "(?s)Name:.*",
                "Name: (?!\\n)",
                "Name: (?=$)",
                "Name: (\\w*)",
                "(Name|Age): $"
            })
    void promptIsFoundWhileTheChildWaits(String regex) {
        var child = shell(children, "printf 'Welcome!\\nName: '; read name");

        var match = awaitStdout(child, regex);

        assertThat(match.end()).isEqualTo("Welcome!\nName: ".length());
        assertThat(child.exitStatus()).isEmpty();
    }

    @Test
    void wordAtTheEndHasItsBoundary() {
        var child = shell(children, "printf ready; read go");

        assertThat(awaitStdout(child, "\\bready\\b").group()).isEqualTo("ready");
    }

    @Test
    void promptOnStandardErrorIsFound() {
        var child = shell(children, "printf 'Password: ' >&2; read secret");

        assertThat(awaitStderr(child, "^Password: $").start()).isZero();
    }

    @Test
    void promptOfAGrandchildIsFound() {
        var child = shell(children, "sh -c 'printf \"Name: \"; read name' & wait");

        assertThat(awaitStdout(child, "Name: $").start()).isZero();
    }

    @Test
    void promptIsFoundWhileTheChildComputes() {
        var child = shell(children, "while :; do :; done & printf 'Name: '; read name");

        assertThat(awaitStdout(child, "Name: $").start()).isZero();
    }

    @Test
    void stoppedChildHasNotWrittenAll() {
        var child = shell(children, "printf 'port 12'; kill -STOP $$; printf 345; read go");
        shell(children, "while sleep 0.3; do kill -CONT " + child.pid() + "; done");

        assertThat(awaitStdout(child, "port (\\d+)").group(1)).isEqualTo("12345");
    }

    @Test
    void threadThatSleepsOrComputesIsNotHeldAndAStoppedOneIs() {
        var sleeping = shell(children, "printf up; read go");
        var computing = shell(children, "printf up; while :; do :; done");
        awaitStdout(sleeping, "up$");
        awaitStdout(computing, "up$");
        var held = new HeldThreads();

        ForkedChildAwait.await(sleeping).until(() -> !held.areThere(sleeping.pid()));
        ForkedChildAwait.await(computing).until(() -> !held.areThere(computing.pid()));
        computing.kill(Signal.SIGSTOP);

        var stopped = new HeldThreads();
        ForkedChildAwait.await(computing)
                .until(() -> Files.readString(Path.of("/proc/" + computing.pid() + "/stat"))
                        .contains(") T "));
        assertThat(stopped.areThere(computing.pid())).isTrue();
        assertThat(stopped.areThere(computing.pid())).isTrue();
    }

    // ---- the same question asked again

    @ParameterizedTest
    @ValueSource(strings = {"Name: $", "Name: ", "Name: \\z", "Name:\\s*", "Name:.*", "\\z", "(?<=: )$"})
    void answeredQuestionIsFoundWhenItIsAskedAgain(String regex) {
        var greeter = shell(children, GREETER);

        int first = awaitStdout(greeter, regex).end();
        greeter.stdin().write("Ada\n");
        int second = awaitStdout(greeter, regex).end();
        greeter.stdin().write("Bob\n");
        int third = awaitStdout(greeter, regex).end();

        assertThat(first).isEqualTo("Name: ".length());
        assertThat(second).isEqualTo("Name: Hello, Ada!\nName: ".length());
        assertThat(third).isEqualTo("Name: Hello, Ada!\nName: Hello, Bob!\nName: ".length());
    }

    @Test
    void answerIsNotForgottenByTheGarbageCollector() {
        var greeter = shell(children, GREETER);
        awaitStdout(greeter, "Name: ");

        System.gc();
        greeter.stdin().write("Ada\n");

        assertThat(awaitStdout(greeter, "Name: ").end()).isEqualTo("Name: Hello, Ada!\nName: ".length());
    }

    @Test
    void matchThatIsNotAnsweredIsFoundAgain() {
        var greeter = shell(children, "echo listening on 80; " + GREETER);
        awaitStdout(greeter, "Name: $");
        greeter.stdin().write("Ada\n");

        var second = awaitStdout(greeter, "Name: $");

        assertThat(awaitStdout(greeter, "Name: $").start()).isEqualTo(second.start());
        assertThat(awaitStdout(greeter, "on (\\d+)$").group(1)).isEqualTo("80");
        assertThat(awaitStdout(greeter, "on (\\d+)$").group(1)).isEqualTo("80");
    }

    @Test
    void otherPatternsStreamsAndChildrenHaveTheirOwnMatches() {
        var asking = "printf 'Name: '; printf 'Name: ' >&2; read name; read stop";
        var one = shell(children, asking);
        var two = shell(children, asking);
        awaitStdout(one, "Name: $");
        one.stdin().write("Ada\n");

        assertThat(awaitStdout(one, "Name:").start()).isZero();
        assertThat(awaitStderr(one, "Name: $").start()).isZero();
        assertThat(awaitStdout(two, "Name: $").start()).isZero();
    }

    @Test
    void questionThatIsNotAskedAgainIsTold() {
        var child = shell(impatient, "printf 'Name: '; read name; read stop");
        ForkedChildAwait.await(child)
                .atMost(Duration.ofHours(1))
                .until(() -> child.stdout().text().equals("Name: "));
        awaitStdout(child, "Name: $");
        child.stdin().write("Ada\n");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> awaitStdout(child, "Name: $"))
                .withMessageStartingWith("""
                        sh's stdout has had no match of Name: $ for 200 ms
                          looked behind the last match, which the test has answered: Name:\s
                        """)
                .withMessageContaining("running, pid");
    }

    @Test
    void endOfTheStreamBehindAnAnswerFailsAtOnce() {
        var child = shell(children, "printf 'Name: '; read name");
        awaitStdout(child, "Name: $");
        child.stdin().write("Ada\n");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> awaitStdout(child, "Name: $"))
                .withMessageStartingWith("""
                        sh's stdout has ended without a match of Name: $
                          looked behind the last match, which the test has answered: Name:\s
                        """);
    }

    // ---- programs that ask

    @Test
    void pythonAsksOnStandardError() {
        requireProgram("python3");
        var python = children.spawn("python3", "-q", "-i");

        for (int i = 1; i <= 3; i++) {
            awaitStderr(python, ">>> $");
            python.stdin().write("print(" + i + " * 11)\n");
            assertThat(awaitStdout(python, "^\\d+\n").group()).isEqualTo(i * 11 + "\n");
        }
    }

    @Test
    void calculatorAnswersEachTime() {
        requireProgram("bc");
        var calculator = children.spawn("bc", "-q");

        for (int i = 1; i <= 3; i++) {
            calculator.stdin().write("2 + 2\n");
            assertThat(awaitStdout(calculator, "^4$").start()).isEqualTo((i - 1) * 2);
        }
    }

    @Test
    @RequiresNode
    void nodeAsksEachTime() {
        var node = children.spawn("node", "-i");

        for (int i = 1; i <= 3; i++) {
            awaitStdout(node, "> $");
            node.stdin().write(i + " * 11\n");
        }

        awaitStdout(node, "33\n> $");
    }

    private static void requireProgram(String program) {
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))),
                () -> program + " is not in the PATH, and this needs it");
    }
}
