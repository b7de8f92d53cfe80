package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.ExcessHandling;
import io.forkedchild.process.ExitStatus;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/output.md}. */
@ExtendWith(ForkedChildExtension.class)
class OutputTest {

    @Test
    @RequiresNode
    void logsItsRequests(@Spawn({"node", "src/test/children/access-log.js"}) ForkedChild web) {
        var lines = linesOf(web).withoutAnsi();
        var port = lines.awaitLine("listening on (?<port>\\d+)").group("port");

        get(port, "/first");
        get(port, "/second");

        assertThat(lines.awaitLine("^GET (?<path>.*)").group("path")).isEqualTo("/first");
        assertThat(lines.awaitLine("^GET (?<path>.*)").group("path")).isEqualTo("/second");
    }

    @Test
    void endsWhenNobodyReads(ForkedChildren children) {
        var child = children.spawn("yes");

        child.stdout().pause(); // a child that goes on writing blocks when the pipe is full
        child.stdout().resume();
        child.stdout().destroy(); // a child that goes on writing gets SIGPIPE, or EPIPE

        assertThat(child.waitFor()).isNotEqualTo(new ExitStatus.Exited(0));
    }

    @Test
    void isEndedWhenItWritesTooMuch(ForkedChildren children) {
        children.with(SpawnOptions.defaults().maxRecorded(1_000_000, ExcessHandling.KILL))
                .spawn("yes");
        // or: @Spawn(value = "yes", maxRecorded = 1_000_000, excessHandling = ExcessHandling.DISCARD) ForkedChild yes

        var yes = children.all().get(0);
        assertThat(yes.waitFor()).isNotEqualTo(new ExitStatus.Exited(0));
        assertThat(yes.stdout().length()).isEqualTo(1_000_000);
    }

    @Test
    void writesErrorsToItsOutput(ForkedChildren children) {
        var child = children.with(SpawnOptions.defaults().redirectErrorToOutput())
                .spawn("sh", "-c", "echo one; echo two >&2; echo three");

        assertThat(child).stdout().lines().containsExactly("one", "two", "three");
    }

    @Test
    void writesGbk(ForkedChildren children) {
        var old = children.with(SpawnOptions.defaults().encoding(Charset.forName("GBK")))
                .spawn("printf", "\\304\\343");
        // or: @Spawn(value = {"printf", "\\304\\343"}, encoding = "GBK") ForkedChild old

        assertThat(old).stdout().isEqualTo("\u4f60");
    }

    @Test
    void greets(@Spawn({"sh", "src/test/children/greet.sh"}) ForkedChild greeter) {
        awaitStdout(greeter, "Name: $");
        greeter.stdin().writeLine("Ada");

        assertThat(greeter).stdout().endsWith("Ada!\n");
        assertThat(greeter).stdout().withoutAnsi().lines().containsExactly("Name: Hello, Ada!");
    }

    @Test
    void writesLatin1(@Spawn({"sh", "src/test/children/greet.sh"}) ForkedChild greeter) {
        greeter.stdin().writeLine("Ada");

        assertThat(greeter).stdout().isValidUtf8();
        assertThat(greeter).stderr().isEqualTo("caf\ufffd\n").bytes().startsWith('c', 'a', 'f', 0xE9);
    }

    private static void get(String port, String path) {
        Http.get(Integer.parseInt(port), path);
    }
}
