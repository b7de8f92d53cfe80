package shop;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatAll;
import static io.forkedchild.await.ForkedChildAwait.await;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.Exec;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.Signal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs, with and without a shell. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class CommandsTest {

    @Spawn({"echo", "class"})
    private static ForkedChild ofClass;

    @Spawn({"echo", "field"})
    private ForkedChild ofField;

    private final ForkedChild ofConstructor;

    CommandsTest(@Spawn({"echo", "constructor"}) ForkedChild ofConstructor) {
        this.ofConstructor = ofConstructor;
    }

    @Test
    void spawns(ForkedChildren children) {
        var cat = children.spawn("cat");
        cat.stdin().write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        cat.stdin().end();

        assertThat(cat).exitedWith(0).stdout().lines().containsExactly("one", "two");
        assertThat(cat).stdout().bytes().hasSize(8);
        assertThat(cat).stderr().isEmpty();
    }

    @Test
    void executes(ForkedChildren children) {
        var sorted = children.exec("printf 'b\\na\\n' | sort; exit 3");
        var echo = children.execFile("echo", "$HOME");

        assertThat(sorted).exitedWith(3);
        assertThat(sorted.result().stdout()).isEqualTo("a\nb\n");
        assertThat(echo.result().stdout()).isEqualTo("$HOME\n");
    }

    @Test
    void annotationsLaunch(@Exec("echo out; echo err >&2") ForkedChild both) {
        assertThatAll(both, ofConstructor, ofField, ofClass).exitedWith(0);
        assertThat(both).stdout().isEqualTo("out\n");
        assertThat(both).stderr().isEqualTo("err\n");
        assertThat(ofConstructor).stdout().isEqualTo("constructor\n");
        assertThat(ofField).stdout().isEqualTo("field\n");
        assertThat(ofClass).stdout().isEqualTo("class\n");
    }

    @Test
    void waits(ForkedChildren children) {
        var server = children.exec("echo listening on 4711; echo at once; exec cat");

        assertThat(awaitStdout(server, "listening on (\\d+)").group(1)).isEqualTo("4711");
        assertThat(linesOf(server).awaitLine("at (?<when>.*)").group("when")).isEqualTo("once");
        await(server).until(() -> server.stdout().lines().size() == 2);
        server.kill(Signal.SIGTERM);
        assertThat(server).killedBy(Signal.SIGTERM);
    }
}
