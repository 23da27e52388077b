package org.openenv.coding.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.operations.HostMetrics;
import org.openenv.coding.server.operations.StepLog;
import org.openenv.coding.server.operations.TrajectoryLog;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;
import picocli.CommandLine.Option;

/** The options that say what an operator sees of the server; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class WatchOptions {

    /** How the log is written. */
    enum LogFormat {
        /** A line of text an event. */
        TEXT,
        /** A line of JSON an event. */
        JSON
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; the log goes to stderr")
    LogFormat logFormat;

    @Option(names = "--log-steps", description = "log every reset and step, too")
    boolean logSteps;

    @Option(names = "--log-code", description = "log every step with its code")
    boolean logCode;

    @Option(
            names = "--trajectories",
            paramLabel = "DIR",
            description = "record every episode as a file of JSON lines in this folder")
    @Nullable
    Path trajectories;

    @Option(
            names = "--trajectories-max-size",
            paramLabel = "SIZE",
            defaultValue = "1G",
            converter = SizeConverter.class,
            description = "how much that folder may hold; further lines are dropped and counted")
    long trajectoriesMaxSize;

    /**
     * Puts the observers where the host takes them.
     *
     * @throws IllegalArgumentException if trajectories can't be written
     */
    HostConfig applyTo(HostConfig config, EnvironmentProvider<?, ?, ?> provider) {
        Optional<TrajectoryLog> log =
                Optional.ofNullable(trajectories).map(folder -> new TrajectoryLog(folder, trajectoriesMaxSize));
        HostMetrics metrics = new HostMetrics(config.limits().maxSessions(), () -> {
            Map<String, Number> numbers = new HashMap<>(provider.gauges());
            log.ifPresent(trajectory -> numbers.putAll(trajectory.gauges()));
            return numbers;
        });
        HostConfig watched =
                config.withObserver(metrics).withPage(metrics.page()).withObserver(new StepLog(logSteps, logCode));
        return log.map(watched::withObserver).orElse(watched);
    }
}
