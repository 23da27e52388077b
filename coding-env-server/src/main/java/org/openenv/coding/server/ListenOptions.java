package org.openenv.coding.server;

import java.time.Duration;
import org.openenv.core.host.HostConfig;
import picocli.CommandLine.Option;

/** The options that say where and to how many the server answers; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class ListenOptions {

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
    int port;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            defaultValue = "64",
            description = "sessions open at once; each has a Python process of its own")
    int maxSessions;

    @Option(
            names = "--max-message-size",
            paramLabel = "SIZE",
            defaultValue = "16M",
            converter = SizeConverter.class,
            description = "the largest message or request body taken in")
    long maxMessageSize;

    @Option(
            names = "--drain-grace",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "how long running steps may go on after the server was told to stop")
    Duration drainGrace;

    /**
     * Returns the options as the host takes them, the coding environment at the root.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    HostConfig config() {
        return HostConfig.builder()
                .host(host)
                .port(port)
                .maxSessions(maxSessions)
                .maxMessageBytes((int) Math.min(maxMessageSize, Integer.MAX_VALUE))
                .drainGrace(drainGrace)
                .defaultEnvironment(CodingEnvironmentProvider.NAME)
                .build();
    }
}
