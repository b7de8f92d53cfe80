package io.forkedchild.cluster;

import io.forkedchild.ForkedChild;
import java.time.Duration;

/** A thread that calls whenever something has happened to one of the children that belong to the same test. */
final class GrowthFollower implements AutoCloseable {

    private static final Duration LONG = Duration.ofHours(1);

    private final ForkedChild oneOfThem;
    private final Runnable call;
    private final Thread thread = new Thread(this::run, "forkedchild-cluster-follower");

    GrowthFollower(ForkedChild oneOfThem, Runnable call) {
        this.oneOfThem = oneOfThem;
        this.call = call;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                var mark = oneOfThem.inspection().mark();
                call.run();
                mark.await(LONG);
            }
        } catch (InterruptedException end) {
            // by close(), and there is nothing to end but this thread
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        Ends.await(thread);
    }
}
