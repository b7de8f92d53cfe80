package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThatAll;
import static io.forkedchild.assertions.Moment.exitOf;
import static io.forkedchild.assertions.Moment.lineOf;
import static io.forkedchild.assertions.Moment.signalTo;
import static io.forkedchild.assertions.Moment.spawnOf;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Assertions across the children of a test. */
@ExtendWith(ForkedChildExtension.class)
class SeveralChildrenTest {

    @Test
    @DisplayName("Several end well, in their order")
    void endOneAfterTheOther(ForkedChildren children) {
        var producer = children.spawn("echo", "work");
        var consumer = children.spawn("cat");
        producer.onExit(status -> consumer.stdin().end());

        assertThatAll(producer, consumer).exitedWith(0).exitedInOrder();
    }

    @Test
    @DisplayName("What one does comes after what another does")
    void takeTurns(ForkedChildren children) {
        var server = children.spawn("sh", "-c", "echo listening; read request; echo \"served $request\"; exec cat");
        awaitStdout(server, "listening");
        var client = children.spawn("echo", "a page");
        client.onClose(status -> server.stdin().write(client.stdout().text()));
        awaitStdout(server, "served");
        server.kill();

        assertThatAll(server, client)
                .didInOrder(
                        lineOf(server, "listening"),
                        spawnOf(client),
                        exitOf(client),
                        lineOf(server, "served a page"),
                        signalTo(server, SIGTERM),
                        exitOf(server));
    }
}
