package io.forkedchild.cluster;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.SpawnVerb;
import java.util.Objects;

/** Launches workers with options; see {@link ClusterPrimary#with}. Any thread may use it, any number of times. */
public final class WorkerVerb {

    private final ClusterPrimary primary;
    private final ForkOptions options;

    WorkerVerb(ClusterPrimary primary, ForkOptions options) {
        this.primary = primary;
        this.options = Objects.requireNonNull(options, "options: must not be null");
    }

    /**
     * Launches a worker; refusals as of {@link SpawnVerb#spawn}.
     *
     * @throws IllegalStateException if the primary is closed
     */
    public ForkedChild fork(String modulePath, String... args) {
        return primary.fork(options, modulePath, args);
    }
}
