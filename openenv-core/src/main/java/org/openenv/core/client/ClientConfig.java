package org.openenv.core.client;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.openenv.core.StepOptions;

/**
 * How a client connects and waits. Immutable.
 *
 * @param connectTimeout how long the connection may take to be made, positive; more than a year counts as a year
 * @param requestTimeout how long an answer may take, positive; a step that asks for a time of its own gets this much on
 *     top of it; more than a year counts as a year
 * @param maxMessageBytes the largest message taken in, in bytes
 * @param token what a server that asks for one is shown, or {@code null}
 * @param httpClient what makes the connections, with its proxy and certificates; {@code null} for one that all clients
 *     share
 * @param interruptOnCancel whether cancelling the future of a step also asks the server to end that step
 * @param reattach how long a lost connection may take to be made again; zero where a session ends with its connection
 */
public record ClientConfig(
        Duration connectTimeout,
        Duration requestTimeout,
        int maxMessageBytes,
        @Nullable String token,
        @Nullable HttpClient httpClient,
        boolean interruptOnCancel,
        Duration reattach) {

    private static final ClientConfig DEFAULTS = new ClientConfig(
            Duration.ofSeconds(10), Duration.ofSeconds(60), 100 * 1024 * 1024, null, null, false, Duration.ZERO);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if one of them is zero or negative, or the token can't stand in a header
     */
    public ClientConfig {
        connectTimeout = positive("connectTimeout", connectTimeout);
        requestTimeout = positive("requestTimeout", requestTimeout);
        if (reattach.isNegative()) {
            throw new IllegalArgumentException("reattach must not be negative, was " + reattach);
        }
        reattach = reattach.compareTo(StepOptions.LONGEST) > 0 ? StepOptions.LONGEST : reattach;
        if (maxMessageBytes <= 0) {
            throw new IllegalArgumentException("maxMessageBytes must be positive, was " + maxMessageBytes);
        }
        if (token != null && !token.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("a token has visible ASCII characters only, and no blanks");
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
        return new ClientConfig(
                timeout, requestTimeout, maxMessageBytes, token, httpClient, interruptOnCancel, reattach);
    }

    /**
     * Returns this configuration with another time to wait for an answer.
     *
     * @param timeout positive
     * @return the copy
     */
    public ClientConfig withRequestTimeout(Duration timeout) {
        return new ClientConfig(
                connectTimeout, timeout, maxMessageBytes, token, httpClient, interruptOnCancel, reattach);
    }

    /**
     * Returns this configuration with another size of messages.
     *
     * @param bytes the largest message taken in, positive
     * @return the copy
     */
    public ClientConfig withMaxMessageBytes(int bytes) {
        return new ClientConfig(connectTimeout, requestTimeout, bytes, token, httpClient, interruptOnCancel, reattach);
    }

    /**
     * Returns this configuration with a token.
     *
     * @param newToken what a server that asks for one is shown
     * @return the copy
     */
    public ClientConfig withToken(String newToken) {
        return new ClientConfig(
                connectTimeout, requestTimeout, maxMessageBytes, newToken, httpClient, interruptOnCancel, reattach);
    }

    /**
     * Returns this configuration with a client that makes the connections: for a proxy, certificates, threads of its own.
     *
     * @param client stays the caller's
     * @return the copy
     */
    public ClientConfig withHttpClient(HttpClient client) {
        return new ClientConfig(
                connectTimeout, requestTimeout, maxMessageBytes, token, client, interruptOnCancel, reattach);
    }

    /**
     * Returns this configuration with certificates to trust, and to show.
     *
     * @param context the certificates
     * @return the copy
     */
    public ClientConfig withSslContext(SSLContext context) {
        return withHttpClient(HttpClient.newBuilder().sslContext(context).build());
    }

    /**
     * Returns this configuration with another meaning of cancelling a step's future.
     *
     * @param interrupt {@code true} to ask the server to end that step, if it is the only one that waits for its answer;
     *     {@code false} only to forget it
     * @return the copy
     */
    public ClientConfig withInterruptOnCancel(boolean interrupt) {
        return new ClientConfig(
                connectTimeout, requestTimeout, maxMessageBytes, token, httpClient, interrupt, reattach);
    }

    /**
     * Returns this configuration for a session that outlives its connection, on a server that has {@code POST /sessions}, as
     * this project's. A connection that is lost is made again, and requests that have no answer yet are asked for again by
     * their ids: the server carries none out twice. Where it can't be reached again in time, or its session is gone, they fail
     * with {@code CONNECTION_LOST} or {@code SESSION_ERROR}, and whether the last was carried out is not known.
     *
     * @param patience how long to try; zero not to, as by default
     * @return the copy
     */
    public ClientConfig withReattach(Duration patience) {
        return new ClientConfig(
                connectTimeout, requestTimeout, maxMessageBytes, token, httpClient, interruptOnCancel, patience);
    }

    /** What makes a connection that shows the token. */
    WebSocket.Builder newWebSocket() {
        HttpClient client = httpClient == null ? ClientThreads.http() : httpClient;
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(connectTimeout);
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    /** Without the token, which does not belong in a log. */
    @Override
    public String toString() {
        return "ClientConfig[connectTimeout=" + connectTimeout + ", requestTimeout=" + requestTimeout
                + ", maxMessageBytes=" + maxMessageBytes + (token == null ? "" : ", token=…")
                + (httpClient == null ? "" : ", httpClient=" + httpClient)
                + (interruptOnCancel ? ", interruptOnCancel" : "")
                + (reattach.isZero() ? "" : ", reattach=" + reattach) + "]";
    }

    private static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
        return value.compareTo(StepOptions.LONGEST) > 0 ? StepOptions.LONGEST : value;
    }
}
