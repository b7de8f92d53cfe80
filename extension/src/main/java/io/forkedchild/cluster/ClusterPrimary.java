package io.forkedchild.cluster;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The primary of workers of Node's {@code cluster}: listens in their place, and hands them the connections. A worker is a child
 * as any other, and its own messages are ordinary ones. All methods may be called by any thread. A listener of a child may
 * wait for an answer of its cluster, which runs on a thread of its own, until {@link #close()}.
 *
 * <p>The behaviour is that of Node's {@code cluster} module on Linux.
 */
public final class ClusterPrimary implements AutoCloseable {

    private static final String UNIQUE_ID = "NODE_UNIQUE_ID";

    private final ForkedChildren children;
    private final PrimaryLoop loop;
    private final Cluster cluster;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final AtomicInteger nextSeq = new AtomicInteger();
    private Runnable endOfWaking = () -> {};
    private boolean isWoken;
    private boolean closed;

    private ClusterPrimary(ForkedChildren children, Scheduling scheduling) {
        this.children = Objects.requireNonNull(children, "children");
        Objects.requireNonNull(scheduling, "scheduling");
        this.loop = new PrimaryLoop();
        this.cluster = new Cluster(loop, scheduling);
        loop.start(cluster);
    }

    /** A primary that hands the connections to its workers in turn. */
    public static ClusterPrimary of(ForkedChildren children) {
        return of(children, Scheduling.ROUND_ROBIN);
    }

    /** A primary with the given scheduling of TCP and Unix domain connections; UDP sockets are always shared. */
    public static ClusterPrimary of(ForkedChildren children, Scheduling scheduling) {
        return new ClusterPrimary(children, scheduling);
    }

    // ---- workers

    /** Launches a worker; with options: {@link #with}. */
    public ForkedChild fork(String modulePath, String... args) {
        return with(ForkOptions.defaults()).fork(modulePath, args);
    }

    /**
     * Launches workers with options: {@code primary.with(options).fork("worker.js")}.
     *
     * @param options their environment gets {@code NODE_UNIQUE_ID}, the number of the worker from 1 on
     */
    public WorkerVerb with(ForkOptions options) {
        return new WorkerVerb(this, options);
    }

    ForkedChild fork(ForkOptions options, String modulePath, String... args) {
        requireOpen();
        var id = Integer.toString(lastId.incrementAndGet());
        var child = children.with(options.env(UNIQUE_ID, id)).fork(modulePath, args);
        add(new Worker(child, nextSeq));
        return child;
    }

    private synchronized void add(Worker worker) {
        requireOpen();
        workers.add(worker);
        loop.post(() -> cluster.add(worker));
        if (!isWoken) {
            isWoken = true;
            endOfWaking = worker.child().inspection().onChange(loop::wakeUp);
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the primary is closed, and has no workers any more");
        }
    }

    /** The workers that are connected, in the order of their launch; Node's {@code cluster.workers}. */
    public List<ForkedChild> workers() {
        return workers.stream()
                .map(Worker::child)
                .filter(ForkedChild::connected)
                .toList();
    }

    // ---- their servers

    /**
     * Waits until a worker listens on a TCP or UDP port, at most as long as its patience, and returns the address for clients:
     * for a server on all addresses, the loopback one. Of several servers it is the one that listened first. A server that
     * is {@code exclusive} is no affair of the primary, and not told.
     *
     * @throws IllegalStateException if it does not listen in time, or is gone; the text has its evidence
     * @throws IllegalArgumentException if it is no worker of this primary
     */
    public InetSocketAddress awaitListening(ForkedChild worker) {
        require(worker);
        return Listening.await(worker);
    }

    /**
     * Where a worker listens, or has listened, in the order in which it began: addresses as of {@link #awaitListening}, and
     * {@link java.net.UnixDomainSocketAddress}es.
     *
     * @throws IllegalArgumentException if it is no worker of this primary
     */
    public List<SocketAddress> listening(ForkedChild worker) {
        require(worker);
        return Listening.addresses(worker);
    }

    // ---- their end

    /**
     * Asks a worker to end; Node's {@code worker.disconnect()}. It gets no further connection, closes its servers, and
     * disconnects when the connections that it has are over. A Node worker then exits with 0, if nothing else keeps it. Does
     * not wait for that. A worker that is gone stays so.
     *
     * @throws IllegalStateException if the primary is closed
     * @throws IllegalArgumentException if it is no worker of this primary
     */
    public void disconnect(ForkedChild worker) {
        var leaving = require(worker);
        loop.call(() -> cluster.disconnect(leaving));
    }

    /** As {@link #disconnect(ForkedChild)}, for all workers; Node's {@code cluster.disconnect()}. */
    public void disconnect() {
        loop.call(cluster::disconnect);
    }

    /**
     * Whether a worker leaves, or has left, because it was asked to, or has said so before: by {@link #disconnect}, or by
     * {@code worker.disconnect()} and {@code worker.kill()} of its own. False for one that died otherwise.
     *
     * @throws IllegalArgumentException if it is no worker of this primary
     */
    public boolean exitedAfterDisconnect(ForkedChild worker) {
        return require(worker).exitedAfterDisconnect();
    }

    private Worker require(ForkedChild child) {
        Objects.requireNonNull(child, "worker");
        return workers.stream()
                .filter(worker -> worker.child() == child)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "worker: must have been launched by this primary's fork, was " + child));
    }

    /**
     * Ends as a Node primary that exits: closes all servers, the connections that no worker has, and the channels of its
     * workers, and a Node worker whose channel closes exits at once. Does not wait for them: the children do.
     *
     * @throws IllegalStateException with what went wrong in the primary meanwhile, if anything
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            loop.close();
        } finally {
            endWaking();
        }
        workers.stream().map(Worker::child).filter(ForkedChild::connected).forEach(ForkedChild::disconnect);
        loop.throwFailure();
    }

    private synchronized void endWaking() {
        endOfWaking.run();
    }
}
