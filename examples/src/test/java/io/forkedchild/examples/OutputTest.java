package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
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
