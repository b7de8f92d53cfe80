package io.forkedchild.cluster;

import io.forkedchild.Handle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server whose connections go to the workers in turn, one at a time to each: it gets the next when it has answered. While
 * no worker is free, connections wait in the queue of the kernel.
 */
final class RoundRobin implements SharedServer {

    /** How long a worker that has refused a connection, for having too many, gets no other. */
    private static final Duration REST = Duration.ofMillis(20);

    private final String key;
    private final ServerSocketChannel server;
    private final SelectionKey wake;
    private final PrimaryLoop loop;
    private final @Nullable Object data;
    private final Set<Worker> workers = new HashSet<>();
    private final Set<Worker> free = new LinkedHashSet<>();
    private final Map<Worker, Long> resting = new LinkedHashMap<>();
    private final ArrayDeque<SocketChannel> refused = new ArrayDeque<>();

    private RoundRobin(Query query, ServerSocketChannel server, PrimaryLoop loop) throws IOException {
        this.key = query.key();
        this.data = query.data();
        this.server = server;
        this.loop = loop;
        this.wake = loop.register(server);
    }

    static RoundRobin open(Query query, PrimaryLoop loop) throws ListenException {
        var server = Binding.server(query);
        try {
            return new RoundRobin(query, server, loop);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // ---- workers

    @Override
    public void join(Worker worker, Query query) {
        workers.add(worker);
        worker.send(query.answer(null, data, Binding.sockname(query, server)));
        free.add(worker);
    }

    @Override
    public boolean leave(Worker worker) {
        free.remove(worker);
        resting.remove(worker);
        return workers.remove(worker) && workers.isEmpty();
    }

    // ---- connections

    @Override
    public Optional<Duration> serve() {
        wakeRested();
        while (!free.isEmpty()) {
            var connection = next();
            if (connection.isEmpty()) {
                break;
            }
            handOver(connection.get());
        }
        wake.interestOps(free.isEmpty() ? 0 : SelectionKey.OP_ACCEPT);
        return resting.isEmpty() ? Optional.empty() : Optional.of(REST);
    }

    private void wakeRested() {
        long now = System.nanoTime();
        var rested = resting.entrySet().stream()
                .filter(entry -> now - entry.getValue() >= REST.toNanos())
                .map(Map.Entry::getKey)
                .toList();
        rested.forEach(resting::remove);
        free.addAll(rested);
    }

    private Optional<SocketChannel> next() {
        return refused.isEmpty() ? Binding.accept(server) : Optional.of(refused.remove());
    }

    private void handOver(SocketChannel connection) {
        var worker = free.iterator().next();
        free.remove(worker);
        try {
            var handle = Handle.of(connection).type("net.Native").keepOpen();
            if (!worker.offer(key, handle, accepted -> answered(worker, connection, accepted))) {
                refused.addFirst(connection); // the worker is about to be gone
            }
        } catch (IllegalArgumentException gone) { // the client has reset it, and it cannot be found any more
            Binding.close(connection);
            free.add(worker);
        }
    }

    private void answered(Worker worker, SocketChannel connection, boolean accepted) {
        if (accepted || workers.isEmpty()) {
            Binding.close(connection);
        } else {
            refused.add(connection);
        }
        if (accepted && workers.contains(worker)) {
            free.add(worker);
        } else if (workers.contains(worker)) {
            resting.put(worker, System.nanoTime());
        }
    }

    @Override
    public void close() throws IOException {
        workers.clear();
        refused.forEach(Binding::close);
        refused.clear();
        Binding.close(server);
        loop.release();
    }
}
