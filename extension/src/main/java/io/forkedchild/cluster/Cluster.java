package io.forkedchild.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workers of a primary, and what they ask for. On the loop's thread only. */
final class Cluster implements PrimaryLoop.Turns {

    private final List<Worker> workers = new ArrayList<>();
    private final SharedServers servers;

    Cluster(PrimaryLoop loop, Scheduling scheduling) {
        this.servers = new SharedServers(loop, scheduling);
    }

    void add(Worker worker) {
        workers.add(worker);
    }

    /**
     * Reads backwards and handles forwards: who got a connection earlier then has answered earlier, also here, and clients
     * that come one after the other find the workers in turn.
     */
    @Override
    public Optional<Duration> turn() {
        workers.sort(Comparator.comparingLong(Worker::lastConnection).reversed());
        workers.forEach(Worker::read);
        workers.sort(Comparator.comparingLong(Worker::lastConnection));
        List.copyOf(workers).forEach(this::handle);
        return servers.serve();
    }

    private void handle(Worker worker) {
        worker.unhandled().forEach(message -> handle(worker, message));
        if (worker.isGone()) {
            workers.remove(worker);
            servers.leave(worker);
            worker.giveUp();
        }
    }

    private void handle(Worker worker, Map<?, ?> message) {
        if (worker.hasAnswered(message)) {
            return;
        }
        switch (String.valueOf(message.get("act"))) {
            case "queryServer" -> query(worker, Query.of(message));
            case "close" -> servers.leave(worker, String.valueOf(message.get("key")));
            case "exitedAfterDisconnect" -> leave(worker, message);
            default -> {} // "online" and "listening" are for those who look
        }
    }

    /** As in Node, a worker that is leaving gets no answer. */
    private void query(Worker worker, Query query) {
        if (!worker.exitedAfterDisconnect()) {
            servers.join(worker, query);
        }
    }

    private static void leave(Worker worker, Map<?, ?> message) {
        worker.leaves();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("ack", message.get("seq"));
        worker.send(answer);
    }

    void disconnect(Worker worker) {
        if (workers.contains(worker)) {
            worker.leaves();
            worker.send(Map.of("act", "disconnect"));
            servers.leave(worker);
        }
    }

    void disconnect() {
        List.copyOf(workers).forEach(this::disconnect);
    }

    @Override
    public void end() {
        servers.close();
        workers.forEach(Worker::giveUp);
    }
}
