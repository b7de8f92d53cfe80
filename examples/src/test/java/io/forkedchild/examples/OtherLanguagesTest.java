package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.timeline.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Children in languages other than JavaScript; {@code docs/ipc.md} says how one is written. */
@ExtendWith(ForkedChildExtension.class)
class OtherLanguagesTest {

    @Nested
    @RequiresProgram("python3")
    class Python extends ChildOfAnyLanguage {

        @Override
        List<String> command(String program) {
            return List.of("python3", "-B", "src/test/children/python/" + program + ".py");
        }
    }

    @Nested
    @RequiresProgram("cc")
    class C extends ChildOfAnyLanguage {

        @TempDir
        static Path programs;

        @BeforeAll
        static void compile(ForkedChildren children) {
            for (var program : List.of("add", "echo", "hang-up", "last-words", "start-child")) {
                compile(program, children);
            }
        }

        private static void compile(String program, ForkedChildren children) {
            var source = "src/test/children/c/" + program + ".c";
            var output = programs.resolve(program).toString();

            var cc = children.spawn("cc", "-std=c11", "-o", output, source, "src/test/children/c/channel.c");

            assertThat(cc).closedWith(0);
        }

        @Override
        List<String> command(String program) {
            return List.of(programs.resolve(program).toString());
        }
    }

    @Test
    @RequiresProgram("python3")
    void pythonAddsUp(
            @Fork(value = "src/test/children/python/add.py", execPath = "python3", execArgv = "-B") ForkedChild adder) {
        adder.send(List.of(1, 2, 39));

        assertThat(adder).sentMessage(42);
    }

    @Test
    @RequiresProgram("python3")
    void halfClosedChannelIsClosed(ForkedChildren children) {
        var script = "import socket; s = socket.socket(fileno=3); s.shutdown(socket.SHUT_WR); print(s.recv(1))";

        var child = children.with(ChildOfAnyLanguage.WITH_CHANNEL).spawn("python3", "-c", script);

        assertThat(child).isDisconnected();
        assertThat(child).closedWith(0);
        assertThat(child).stdout().isEqualTo("b''\n");
    }

    /** The second one that does not fit into the socket is queued, and {@code send} says so; how many fit is a matter of time. */
    @Test
    @RequiresNode
    void exitOfNodeLosesWhatIsStillQueued(ForkedChildren children) {
        var script = "let n = 1; while (process.send('x'.repeat(3_000_000))) n++; console.log(n); process.exit()";

        var child = children.with(ChildOfAnyLanguage.WITH_CHANNEL).spawn("node", "-e", script);

        assertThat(child).closedWith(0);
        var sent = Integer.parseInt(child.stdout().text().strip());
        assertThat(child.messages()).hasSizeLessThan(sent);
        assertThat(child.timeline().every(Event.ErrorRaised.class).map(Event.ErrorRaised::code))
                .isSubsetOf("ERR_IPC_UNFINISHED_MESSAGE");
    }
}
