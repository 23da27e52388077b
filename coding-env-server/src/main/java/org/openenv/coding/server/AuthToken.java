package org.openenv.coding.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;

/** The token that clients must show, from an option or from a file, and the warning where there is none but should be. */
final class AuthToken {

    private AuthToken() {}

    /**
     * Returns the token, if there is to be one.
     *
     * @throws IllegalArgumentException if both are given, or the file can't be read or is empty
     */
    static Optional<String> from(@Nullable String token, @Nullable Path file) {
        if (file == null) {
            return Optional.ofNullable(token);
        }
        if (token != null) {
            throw new IllegalArgumentException("give --auth-token or --auth-token-file, not both");
        }
        try {
            String content = Files.readString(file).strip();
            if (content.isEmpty()) {
                throw new IllegalArgumentException("the token file " + file + " is empty");
            }
            return Optional.of(content);
        } catch (IOException e) {
            throw new IllegalArgumentException("the token file " + file + " can't be read: " + e, e);
        }
    }

    /** Returns what to warn of: whoever reaches an open address without a token runs programs here. */
    static Optional<String> warning(HostConfig config) {
        boolean loopback = config.host().equals("localhost")
                || config.host().equals("::1")
                || config.host().startsWith("127.");
        return loopback || config.authToken().isPresent()
                ? Optional.empty()
                : Optional.of("warning: listening on " + config.host()
                        + " without --auth-token: whoever reaches this port runs programs on this machine");
    }
}
