package org.openenv.core.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.WebPages;
import picocli.CommandLine.Option;

/** The options that say who may use the server; picocli fills the fields. */
final class AccessOptions {

    private static final int SHORTEST_TOKEN = 8;

    @Option(
            names = {"--auth-token", "--token"},
            paramLabel = "TOKEN",
            description =
                    "what clients must send as 'Authorization: Bearer TOKEN'; better by its variable, which other users"
                            + " of this machine can't see")
    @Nullable
    String token;

    @Option(names = "--auth-token-file", paramLabel = "FILE", description = "a file with the token")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description = "let browser pages from there use the server, such as https://example.org; may be repeated")
    List<String> origins = List.of();

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            description = "a further name that clients may address the server by, such as a proxy's; may be repeated")
    List<String> hostNames = List.of();

    @Option(
            names = "--validation-token",
            paramLabel = "TOKEN",
            description =
                    "lets OpenEnv's validation read the episode of its own connection, 32 to 256 characters; better by its"
                            + " variable")
    @Nullable
    String validationToken;

    @Option(
            names = "--web",
            paramLabel = "MODE",
            arity = "0..1",
            defaultValue = "auto",
            fallbackValue = "on",
            converter = WebConverter.class,
            description =
                    "the pages for people at / and /web: on, off, or auto: on loopback, or where there is a token")
    WebPages web = WebPages.AUTO;

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "N",
            defaultValue = "2048",
            description = "how many connections one address may hold")
    @Bounds(min = "1", max = "1000000")
    int maxConnectionsPerAddress;

    /** Applies the options. */
    HostConfig applyTo(HostConfig config) {
        String secret = token();
        if (secret != null && secret.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("the token of --auth-token or --auth-token-file must have at least "
                    + SHORTEST_TOKEN + " characters, has " + secret.length());
        }
        return config.withAccess(access -> access.withAuthToken(secret)
                        .withOrigins(Set.copyOf(origins))
                        .withHostNames(Set.copyOf(hostNames))
                        .withValidationToken(validationToken)
                        .withWeb(web))
                .withLimits(limits -> limits.withMaxConnectionsPerAddress(maxConnectionsPerAddress));
    }

    private @Nullable String token() {
        if (tokenFile == null) {
            return token;
        }
        if (token != null) {
            throw new IllegalArgumentException("--auth-token and --auth-token-file are two tokens; give one");
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "can't read the token from " + tokenFile + ": " + unreadable, unreadable);
        }
    }
}
