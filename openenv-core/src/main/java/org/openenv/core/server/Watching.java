package org.openenv.core.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.HostObserver.Exchange;
import org.openenv.core.server.operations.GaugeSource;
import org.openenv.core.server.operations.HostMetrics;
import org.openenv.core.server.operations.StepLog;
import org.openenv.core.server.operations.TrajectoryLog;
import org.openenv.core.spi.EnvironmentProvider;

/** The observers of a server, as its options ask for them. */
final class Watching implements AutoCloseable {

    private final HostMetrics metrics;
    private final StepLog steps;
    private final @Nullable TrajectoryLog trajectories;

    private Watching(HostMetrics metrics, StepLog steps, @Nullable TrajectoryLog trajectories) {
        this.metrics = metrics;
        this.steps = steps;
        this.trajectories = trajectories;
    }

    /**
     * Makes them.
     *
     * @throws IllegalArgumentException if trajectories can't be written
     */
    static Watching of(
            WatchOptions options,
            HostConfig config,
            Function<Exchange, Map<String, Object>> stepDetails,
            List<EnvironmentProvider<?, ?, ?>> providers) {
        TrajectoryLog trajectories = options.trajectories == null
                ? null
                : new TrajectoryLog(options.trajectories, options.trajectoriesMaxSize, options.trajectoriesRotate);
        List<GaugeSource> sources = new ArrayList<>();
        providers.forEach(provider -> sources.add(GaugeSource.of(provider)));
        if (trajectories != null) {
            sources.add(trajectories.gauges());
        }
        return new Watching(
                new HostMetrics(config.limits().maxSessions(), sources),
                new StepLog(options.logSteps, options.logActions, stepDetails),
                trajectories);
    }

    /** Puts them where the host takes them. */
    HostConfig applyTo(HostConfig config) {
        HostConfig watched =
                config.withObserver(metrics).withPage(metrics.page()).withObserver(steps);
        return trajectories == null ? watched : watched.withObserver(trajectories);
    }

    /** Writes what waits to be written. */
    @Override
    public void close() {
        if (trajectories != null) {
            trajectories.close();
        }
        metrics.close();
    }
}
