package io.forkedchild.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What workers that listen on the same have in common. On the loop's thread only. */
sealed interface SharedServer permits RoundRobin, SharedSocket {

    /** Answers the query with a share. */
    void join(Worker worker, Query query);

    /** Takes the share back; whether that was the last one. */
    boolean leave(Worker worker);

    /** Hands out what has come; returns when to try again at the latest, empty for not before something happens. */
    Optional<Duration> serve();

    void close() throws IOException;
}
