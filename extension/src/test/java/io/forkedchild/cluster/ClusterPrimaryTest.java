package io.forkedchild.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.loop.Descriptors;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that workers share, and workers that come and go; {@link WorkerParityTest} has what one worker sees. */
@RequiresNode
@Timeout(60)
class ClusterPrimaryTest {

    private final ForkedChildren children = ForkedChildren.open();

    private final ClusterPrimary primary = ClusterPrimary.of(children);

    @AfterEach
    void end() {
        primary.close();
        children.close();
    }

    // ---- connections

    @Test
    void clientsThatComeOneAfterTheOtherFindTheWorkersInTurn() throws IOException {
        var one = serving();
        var two = serving();
        var address = primary.awaitListening(one);
        assertThat(primary.awaitListening(two)).isEqualTo(address);

        var answers = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            answers.add(Client.get(address));
        }

        assertThat(answers)
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> (i % 2 == 0) == answers.get(0).equals(pid(one)) ? pid(one) : pid(two))
                        .toList());
    }

    @Test
    void noneOfManyClientsAtOnceIsLost() throws IOException {
        var one = serving();
        var two = serving();
        var address = primary.awaitListening(one);
        primary.awaitListening(two);
        var clients = new ArrayList<Client>();
        for (int i = 0; i < 100; i++) {
            clients.add(Client.connected(address));
        }

        var answers = new ArrayList<String>();
        for (var client : clients) {
            answers.add(client.get());
        }

        assertThat(answers).hasSize(100).containsOnly(pid(one), pid(two));
    }

    @Test
    void clientsWaitWhileNoWorkerIsFree() throws IOException {
        var worker = serving();
        var address = primary.awaitListening(worker);
        worker.kill(Signal.SIGSTOP);
        var clients = new ArrayList<Client>();
        for (int i = 0; i < 5; i++) {
            clients.add(Client.connected(address));
        }

        worker.kill(Signal.SIGCONT);

        for (var client : clients) {
            assertThat(client.get()).isEqualTo(pid(worker));
        }
    }

    @Test
    void connectionThatAWorkerRefusesGoesToAnother() throws IOException {
        var one = serving("1");
        var two = serving("1");
        var address = primary.awaitListening(one);
        primary.awaitListening(two);

        try (var first = Client.connected(address);
                var second = Client.connected(address);
                var third = Client.connected(address)) {
            var answers = List.of(first.get(), second.get(), third.get());

            assertThat(answers.subList(0, 2)).containsExactlyInAnyOrder(pid(one), pid(two));
            assertThat(answers.get(2)).isIn(pid(one), pid(two));
        }
    }

    @Test
    void systemDecidesWithoutScheduling() throws IOException {
        try (var unscheduled = ClusterPrimary.of(children, Scheduling.NONE)) {
            var one = unscheduled.fork(Fixture.path("serve-pid.js"));
            var two = unscheduled.fork(Fixture.path("serve-pid.js"));
            var address = unscheduled.awaitListening(one);

            assertThat(unscheduled.awaitListening(two)).isEqualTo(address);

            unscheduled.disconnect(one);
            Await.closed(one);
            assertThat(Client.get(address)).isEqualTo(pid(two));
            assertThat(two.internalMessages())
                    .noneMatch(message -> message.text().contains("accepted"));
        }
    }

    @Test
    void pathIsServedAndGoneWithItsWorker(@TempDir Path directory) throws IOException {
        var path = directory.resolve("server");
        var worker = primary.fork(Fixture.path("serve-path.js"), path.toString());
        Await.messages(worker, 1);
        var address = UnixDomainSocketAddress.of(path);

        try (var first = Client.connected(address);
                var second = Client.connected(address)) {
            assertThat(List.of(first.get(), second.get())).containsOnly(pid(worker));
        }

        Await.until(worker, () -> primary.listening(worker).equals(List.of(address)));
        primary.disconnect(worker);
        Await.closed(worker);
        assertThat(path).doesNotExist();
    }

    @Test
    void workersReadFromOneUdpSocket() throws IOException {
        var one = primary.fork(Fixture.path("echo-datagrams.js"));
        var two = primary.fork(Fixture.path("echo-datagrams.js"));
        var address = primary.awaitListening(one);
        assertThat(primary.awaitListening(two)).isEqualTo(address);

        try (var client = DatagramChannel.open()) {
            assertThat(echo(client, address)).isIn("hello " + pid(one), "hello " + pid(two));
            primary.disconnect(one);
            Await.closed(one);
            assertThat(echo(client, address)).isEqualTo("hello " + pid(two));
        }
    }

    private static String echo(DatagramChannel client, InetSocketAddress address) throws IOException {
        client.send(ByteBuffer.wrap("hello".getBytes(UTF_8)), address);
        var buffer = ByteBuffer.allocate(100);
        client.receive(buffer);
        return new String(buffer.array(), 0, buffer.position(), UTF_8);
    }

    // ---- messages

    @Test
    void messagesOfTheWorkerAreItsOwn() throws IOException {
        var worker = serving();
        var address = primary.awaitListening(worker);

        for (int i = 0; i < 20; i++) {
            worker.send(i);
            assertThat(Client.get(address)).isEqualTo(pid(worker));
        }

        assertThat(Await.messages(worker, 20).messages())
                .extracting(Message::text)
                .isEqualTo(IntStream.range(0, 20)
                        .mapToObj(i -> "{\"told\":" + i + "}")
                        .toList());
    }

    @Test
    void listenerOfAChildMayWaitForItsCluster() throws Exception {
        var worker = serving();
        var address = primary.awaitListening(worker);
        var answers = new LinkedBlockingQueue<String>();
        worker.onMessage(message -> {
            for (int i = 0; i < 3; i++) {
                answers.add(got(address));
            }
        });

        worker.send("ask");

        for (int i = 0; i < 3; i++) {
            assertThat(answers.poll(30, TimeUnit.SECONDS)).isEqualTo(pid(worker));
        }
    }

    private static String got(InetSocketAddress address) {
        try {
            return Client.get(address);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    // ---- the end

    @Test
    void closedPrimaryLeavesNothing() throws IOException {
        long sockets = Descriptors.open("socket:");
        long selectors = Descriptors.open("anon_inode:[eventpoll]");
        var ended = ClusterPrimary.of(children);
        var worker = ended.with(ForkOptions.defaults().stdio("ignore")).fork(Fixture.path("serve-pid.js"));
        var address = ended.awaitListening(worker);
        Client.get(address);

        ended.close();

        assertThat(Await.closed(worker).exitCode()).hasValue(0);
        assertThat(Descriptors.open("socket:")).isEqualTo(sockets);
        assertThat(Descriptors.open("anon_inode:[eventpoll]")).isEqualTo(selectors);
        assertThat(threads()).isOne(); // of the field
        assertThatIllegalStateException().isThrownBy(() -> ended.fork("worker.js"));
        assertThatIllegalStateException().isThrownBy(ended::disconnect);
        ended.close();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("forkedchild-cluster"))
                .count();
    }

    private ForkedChild serving(String... args) {
        return primary.fork(Fixture.path("serve-pid.js"), args);
    }

    private static String pid(ForkedChild worker) {
        return Long.toString(worker.pid());
    }
}
