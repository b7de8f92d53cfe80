package io.forkedchild.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers of the workers, by Node's key. On the loop's thread only. */
final class SharedServers {

    private final PrimaryLoop loop;
    private final Scheduling scheduling;
    private final Map<String, SharedServer> servers = new LinkedHashMap<>();

    SharedServers(PrimaryLoop loop, Scheduling scheduling) {
        this.loop = loop;
        this.scheduling = scheduling;
    }

    /** Answers a query: with a share of the server, which the first one opens, or with the errno of what keeps it from it. */
    void join(Worker worker, Query query) {
        try {
            var server = servers.get(query.key());
            if (server == null) {
                server = open(query);
                servers.put(query.key(), server);
            }
            server.join(worker, query);
        } catch (ListenException failure) {
            worker.send(query.answer(-failure.errno(), query.data(), Map.of()));
        }
    }

    private SharedServer open(Query query) throws ListenException {
        if (query.isDatagrams() || scheduling == Scheduling.NONE) {
            return SharedSocket.open(query);
        }
        return RoundRobin.open(query, loop);
    }

    /** The worker has closed this server. */
    void leave(Worker worker, String key) {
        var server = servers.get(key);
        if (server != null && server.leave(worker)) {
            servers.remove(key);
            close(server);
        }
    }

    /** The worker has no servers any more. */
    void leave(Worker worker) {
        List.copyOf(servers.keySet()).forEach(key -> leave(worker, key));
    }

    /** Hands out what has come; returns when to do so again at the latest. */
    Optional<Duration> serve() {
        Optional<Duration> pause = Optional.empty();
        for (var server : new ArrayList<>(servers.values())) {
            var wish = server.serve();
            pause = wish.isPresent() ? wish : pause;
        }
        return pause;
    }

    void close() {
        var all = List.copyOf(servers.values());
        servers.clear();
        all.forEach(SharedServers::close);
    }

    private static void close(SharedServer server) {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
