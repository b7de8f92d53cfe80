package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.process.Signal.SIGKILL;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.cluster.ClusterPrimary;
import io.forkedchild.junit.ForkedChildExtension;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test as the primary of workers of {@code node:cluster}. */
@RequiresNode
@ExtendWith(ForkedChildExtension.class)
class ClusterTest {

    private static final String WORKER = "src/test/children/cluster-worker.js";

    @Test
    @DisplayName("cluster: two workers listen on one port, and get the connections in turn")
    void sharesAPort(ForkedChildren children) throws IOException {
        try (var primary = ClusterPrimary.of(children)) {
            var one = primary.fork(WORKER);
            var two = primary.fork(WORKER);
            var address = primary.awaitListening(one);
            assertThat(primary.awaitListening(two)).isEqualTo(address);

            var first = get(address, "/first");
            var second = get(address, "/second");

            assertThat(first).startsWith("/first from ").isNotEqualTo(second.replace("second", "first"));
            assertThat(one).sentMessages("serving"); // its own messages only
        }
    }

    @Test
    @DisplayName("cluster: a worker that is asked to disconnect closes its server and exits, the other goes on")
    void disconnectsAWorker(ForkedChildren children) throws IOException {
        try (var primary = ClusterPrimary.of(children)) {
            var one = primary.fork(WORKER);
            var two = primary.fork(WORKER);
            var address = primary.awaitListening(one);
            primary.awaitListening(two);

            primary.disconnect(one);

            assertThat(one).exitedWith(0);
            assertThat(primary.exitedAfterDisconnect(one)).isTrue();
            assertThat(get(address, "/")).isEqualTo("/ from " + two.pid());
        }
    }

    @Test
    @DisplayName("cluster: a worker that is killed leaves its share to the other")
    void outlivesAWorker(ForkedChildren children) throws IOException {
        try (var primary = ClusterPrimary.of(children)) {
            var one = primary.fork(WORKER);
            var two = primary.fork(WORKER);
            var address = primary.awaitListening(one);
            primary.awaitListening(two);

            one.kill(SIGKILL);

            assertThat(one).closedBy(SIGKILL);
            assertThat(get(address, "/")).isEqualTo("/ from " + two.pid());
            assertThat(get(address, "/")).isEqualTo("/ from " + two.pid());
        }
    }

    @Test
    @DisplayName("cluster: a UDP socket belongs to all workers")
    void sharesAUdpSocket(ForkedChildren children) throws IOException {
        try (var primary = ClusterPrimary.of(children);
                var client = new DatagramSocket()) {
            ForkedChild worker = primary.fork("src/test/children/cluster-echo.js");
            var hello = "hello".getBytes(StandardCharsets.UTF_8);

            client.send(new DatagramPacket(hello, hello.length, primary.awaitListening(worker)));

            var answer = new DatagramPacket(new byte[hello.length], hello.length);
            client.setSoTimeout((int) worker.inspection().patience().toMillis());
            client.receive(answer);
            assertThat(answer.getData()).isEqualTo(hello);
        }
    }

    private static String get(InetSocketAddress address, String path) {
        return Http.get(address.getPort(), path);
    }
}
