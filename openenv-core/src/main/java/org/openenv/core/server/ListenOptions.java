package org.openenv.core.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;
import picocli.CommandLine.Option;

/** The options that say where and how the server answers; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class ListenOptions {

    /** Which requests are answered. */
    enum Mode {
        SIMULATION,
        PRODUCTION
    }

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "where to listen; 0.0.0.0 for every address of this machine")
    String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8000",
            description = "which port to listen on; 0 for any free one")
    @Bounds(min = "0", max = "65535")
    int port;

    @Option(
            names = "--root-path",
            paramLabel = "PATH",
            description = "the prefix under which a reverse proxy serves this server, such as /python")
    @Nullable
    String rootPath;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "simulation",
            description = "production refuses reset, step and state, and serves the rest")
    Mode mode;

    @Option(
            names = "--default-env",
            paramLabel = "NAME",
            description = "the environment at the root; without it, the program's own, or else the first")
    @Nullable
    String defaultEnvironment;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder of jars with further environments")
    @Nullable
    Path plugins;

    @Option(
            names = "--env-config",
            paramLabel = "NAME.KEY=VALUE",
            split = "\n",
            description = "a setting for the environment of that name, such as guess.words=/data/words.txt; may be"
                    + " repeated, in the variable one a line")
    Map<String, String> settings = Map.of();

    @Option(
            names = "--max-message-size",
            paramLabel = "SIZE",
            defaultValue = "16M",
            converter = SizeConverter.class,
            description = "the largest message or request body taken in")
    @Bounds(min = "1K", max = "1G")
    long maxMessageSize;

    @Option(
            names = "--drain-grace",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "how long running steps may go on after the server was told to stop")
    Duration drainGrace;

    HostConfig applyTo(HostConfig config) {
        return config.withHost(host)
                .withPort(port)
                .withRootPath(rootPath == null ? "" : rootPath)
                .withDefaultEnvironment(defaultEnvironment)
                .withAccess(access -> access.withProduction(mode == Mode.PRODUCTION))
                .withLimits(limits -> limits.withMaxMessageBytes((int) maxMessageSize))
                .withTimes(times -> times.withDrainGrace(drainGrace));
    }
}
