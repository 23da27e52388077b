package org.openenv.core.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a client waits. Immutable.
 *
 * @param connectTimeout how long the connection may take to be made, positive
 * @param requestTimeout how long an answer may take, positive; a step that asks for a time of its own gets this much on
 *     top of it
 * @param maxMessageBytes the largest message taken in, counted in characters of text
 * @param token what a server that asks for one is shown, or {@code null}
 */
public record ClientConfig(
        Duration connectTimeout,
        Duration requestTimeout,
        int maxMessageBytes,
        @Nullable String token) {

    private static final ClientConfig DEFAULTS =
            new ClientConfig(Duration.ofSeconds(10), Duration.ofSeconds(60), 100 * 1024 * 1024, null);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if one of them is zero or negative
     */
    public ClientConfig {
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("requestTimeout", requestTimeout);
        if (maxMessageBytes <= 0) {
            throw new IllegalArgumentException("maxMessageBytes must be positive, was " + maxMessageBytes);
        }
    }

    /**
     * Returns the options a client has without asking: 10 s to connect, 60 s for an answer, 100 MiB a message.
     *
     * @return the defaults
     */
    public static ClientConfig defaults() {
        return DEFAULTS;
    }

    /**
     * Returns this configuration with another time to connect.
     *
     * @param timeout positive
     * @return the copy
     */
    public ClientConfig withConnectTimeout(Duration timeout) {
        return new ClientConfig(timeout, requestTimeout, maxMessageBytes, token);
    }

    /**
     * Returns this configuration with another time to wait for an answer.
     *
     * @param timeout positive
     * @return the copy
     */
    public ClientConfig withRequestTimeout(Duration timeout) {
        return new ClientConfig(connectTimeout, timeout, maxMessageBytes, token);
    }

    /**
     * Returns this configuration with another size of messages.
     *
     * @param bytes the largest message taken in, positive
     * @return the copy
     */
    public ClientConfig withMaxMessageBytes(int bytes) {
        return new ClientConfig(connectTimeout, requestTimeout, bytes, token);
    }

    /**
     * Returns this configuration with a token.
     *
     * @param newToken what a server that asks for one is shown
     * @return the copy
     */
    public ClientConfig withToken(String newToken) {
        return new ClientConfig(connectTimeout, requestTimeout, maxMessageBytes, newToken);
    }

    /** Without the token, which does not belong in a log. */
    @Override
    public String toString() {
        return "ClientConfig[connectTimeout=" + connectTimeout + ", requestTimeout=" + requestTimeout
                + ", maxMessageBytes=" + maxMessageBytes + (token == null ? "" : ", token=…") + "]";
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
