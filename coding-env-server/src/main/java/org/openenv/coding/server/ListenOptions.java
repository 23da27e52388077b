package org.openenv.coding.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;
import picocli.CommandLine.Option;

/** The options that say where the server answers, and what; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class ListenOptions {

    /** What a server is for. */
    enum Mode {
        /** Training: episodes can be reset and stepped. */
        SIMULATION,
        /** Episodes can't be reset or stepped from outside. */
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
    int port;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "simulation",
            description = "simulation or production; production refuses reset, step and state")
    Mode mode;

    @Option(
            names = "--default-env",
            paramLabel = "NAME",
            defaultValue = CodingEnvironmentProvider.NAME,
            description = "the environment at the root; each is also at /envs/NAME")
    String defaultEnvironment;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder of jars with further environments")
    @Nullable
    Path plugins;

    @Option(
            names = "--max-message-size",
            paramLabel = "SIZE",
            defaultValue = "16M",
            converter = SizeConverter.class,
            description = "the largest message or request body taken in")
    long maxMessageSize;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "2048",
            description = "connections one address may hold")
    int maxConnections;

    @Option(
            names = "--auth-token",
            paramLabel = "TOKEN",
            description = "what every request but /health must show: 'Authorization: Bearer TOKEN'")
    @Nullable
    String authToken;

    @Option(
            names = "--auth-token-file",
            paramLabel = "FILE",
            description = "a file that holds the token, which a list of processes then does not show")
    @Nullable
    Path authTokenFile;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description = "a web origin whose pages may drive this server, such as https://example.org; * for any")
    List<String> allowOrigins = List.of();

    @Option(
            names = "--drain-grace",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "how long running steps may go on after the server was told to stop")
    Duration drainGrace;

    /**
     * Puts the options where the host takes them.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    void applyTo(HostConfig.Builder config) {
        config.host(host)
                .port(port)
                .production(mode == Mode.PRODUCTION)
                .defaultEnvironment(defaultEnvironment)
                .maxMessageBytes((int) Math.min(maxMessageSize, Integer.MAX_VALUE))
                .maxConnectionsPerAddress(maxConnections)
                .drainGrace(drainGrace);
        allowOrigins.forEach(config::allowOrigin);
        AuthToken.from(authToken, authTokenFile).ifPresent(config::authToken);
    }
}
