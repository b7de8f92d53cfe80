package io.forkedchild.cluster;

import io.forkedchild.Handle;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A socket that every worker gets: who is first, reads the datagram or accepts the connection. */
final class SharedSocket implements SharedServer {

    private static final int NO_ERROR = 0;

    private final NetworkChannel channel;
    private final Handle handle;
    private final @Nullable Object data;
    private final Set<Worker> workers = new HashSet<>();

    private SharedSocket(NetworkChannel channel, Handle handle, @Nullable Object data) {
        this.channel = channel;
        this.handle = handle;
        this.data = data;
    }

    static SharedSocket open(Query query) throws ListenException {
        if (query.isDatagrams()) {
            var socket = Binding.datagrams(query);
            return new SharedSocket(socket, Handle.of(socket).type("dgram.Native"), query.data());
        }
        var server = Binding.server(query);
        return new SharedSocket(server, Handle.of(server).type("net.Native"), query.data());
    }

    @Override
    public void join(Worker worker, Query query) {
        workers.add(worker);
        worker.send(query.answer(NO_ERROR, data, Map.of()), handle);
    }

    @Override
    public boolean leave(Worker worker) {
        return workers.remove(worker) && workers.isEmpty();
    }

    @Override
    public Optional<Duration> serve() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        Binding.close(channel);
    }
}
