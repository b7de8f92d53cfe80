package io.forkedchild.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers of a cluster that disconnect, or are killed. */
@RequiresNode
@Timeout(60)
class GoneWorkersTest {

    private final ForkedChildren children = ForkedChildren.open();

    private final ClusterPrimary primary = ClusterPrimary.of(children);

    @AfterEach
    void end() {
        primary.close();
        children.close();
    }

    @Test
    void disconnectedWorkerExitsAndTheOtherServesAll() throws IOException {
        var one = serving();
        var two = serving();
        var address = primary.awaitListening(one);
        primary.awaitListening(two);

        primary.disconnect(one);

        assertThat(Client.get(address)).isEqualTo(pid(two));
        assertThat(Await.closed(one).exitCode()).hasValue(0);
        assertThat(primary.exitedAfterDisconnect(one)).isTrue();
        assertThat(Client.get(address)).isEqualTo(pid(two));
        assertThat(primary.workers()).containsExactly(two);
    }

    @Test
    void workersThatDisconnectThemselvesHaveSaidSo() {
        var one = serving();
        var two = serving();
        primary.awaitListening(one);
        primary.awaitListening(two);

        one.send("disconnect");
        two.send("kill");

        assertThat(Await.closed(one).exitCode()).hasValue(0);
        assertThat(Await.closed(two).exitCode()).hasValue(0);
        assertThat(primary.exitedAfterDisconnect(one)).isTrue();
        assertThat(primary.exitedAfterDisconnect(two)).isTrue();
    }

    @Test
    void killedWorkerLeavesItsShareToTheOther() throws IOException {
        var one = serving();
        var two = serving();
        var address = primary.awaitListening(one);
        primary.awaitListening(two);

        one.kill(Signal.SIGKILL);
        Await.closed(one);

        for (int i = 0; i < 4; i++) {
            assertThat(Client.get(address)).isEqualTo(pid(two));
        }
        assertThat(primary.exitedAfterDisconnect(one)).isFalse();
    }

    @Test
    void connectionThatADeadWorkerHasNotTakenGoesToTheOther() throws IOException {
        var one = serving();
        var two = serving();
        var address = primary.awaitListening(one);
        primary.awaitListening(two);
        one.kill(Signal.SIGSTOP);
        try (var first = Client.connected(address);
                var second = Client.connected(address)) {
            Await.until(one, () -> offers(one) > 0);

            one.kill(Signal.SIGKILL);

            assertThat(List.of(first.get(), second.get())).containsOnly(pid(two));
        }
    }

    private static long offers(ForkedChild worker) {
        return worker.timeline().events().stream()
                .filter(event -> event.toString().contains("newconn"))
                .count();
    }

    @Test
    void clientsOfTheLastWorkerAreNotLeftWaiting() throws IOException {
        var worker = serving();
        var address = primary.awaitListening(worker);
        worker.kill(Signal.SIGSTOP);
        try (var offered = new Socket(address.getAddress(), address.getPort());
                var waiting = new Socket(address.getAddress(), address.getPort())) {
            worker.kill(Signal.SIGKILL);

            assertThat(ends(offered)).isTrue();
            assertThat(ends(waiting)).isTrue();
        }
    }

    private static boolean ends(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void serverThatAllWorkersHaveClosedIsClosed() throws IOException {
        var one = serving();
        var two = serving();
        var address = primary.awaitListening(one);
        primary.awaitListening(two);

        one.send("close");
        Await.until(
                one,
                () -> one.internalMessages().stream()
                        .anyMatch(message -> message.text().contains("\"close\"")));

        assertThat(Client.get(address)).isEqualTo(pid(two));
        primary.disconnect();
        Await.closed(two);
        assertThatIOException().isThrownBy(() -> Client.get(address));
    }

    private ForkedChild serving(String... args) {
        return primary.fork(Fixture.path("serve-pid.js"), args);
    }

    private static String pid(ForkedChild worker) {
        return Long.toString(worker.pid());
    }
}
