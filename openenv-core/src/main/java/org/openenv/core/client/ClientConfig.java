package org.openenv.core.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects and waits. Immutable.
 *
 * <p>{@code ClientConfig.defaults().withToken("…").withRequestTimeout(Duration.ofMinutes(5))}
 *
 * @param times how long it waits
 * @param access what it shows, and what makes its connections
 * @param maxMessageBytes the largest message taken in, in bytes
 * @param interruptOnCancel whether cancelling the future of a step also asks the server to end that step
 * @param sessionId the session to attach to, or {@code null} for one of its own
 */
public record ClientConfig(
        ClientTimes times,
        ClientAccess access,
        int maxMessageBytes,
        boolean interruptOnCancel,
        @Nullable String sessionId) {

    private static final ClientConfig DEFAULTS =
            new ClientConfig(ClientTimes.defaults(), ClientAccess.defaults(), 100 * 1024 * 1024, false, null);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the size is not positive, or the session's id is empty
     */
    public ClientConfig {
        if (maxMessageBytes <= 0) {
            throw new IllegalArgumentException("maxMessageBytes must be positive, was " + maxMessageBytes);
        }
        if (sessionId != null && sessionId.isBlank()) {
            throw new IllegalArgumentException("the id of a session to attach to must not be empty");
        }
    }

    /**
     * Returns the options a client has without asking: those of {@link ClientTimes} and {@link ClientAccess}, and 100 MiB a
     * message.
     *
     * @return the defaults
     */
    public static ClientConfig defaults() {
        return DEFAULTS;
    }

    private ClientConfig with(ClientTimes newTimes) {
        return new ClientConfig(newTimes, access, maxMessageBytes, interruptOnCancel, sessionId);
    }

    private ClientConfig with(ClientAccess newAccess) {
        return new ClientConfig(times, newAccess, maxMessageBytes, interruptOnCancel, sessionId);
    }

    /**
     * Returns this configuration with another time to connect.
     *
     * @param timeout positive
     * @return the copy
     */
    public ClientConfig withConnectTimeout(Duration timeout) {
        return with(times.withConnect(timeout));
    }

    /**
     * Returns this configuration with another time to wait for an answer.
     *
     * @param timeout positive
     * @return the copy
     */
    public ClientConfig withRequestTimeout(Duration timeout) {
        return with(times.withRequest(timeout));
    }

    /**
     * Returns this configuration with other times to find out that a server is gone whose connection did not end.
     *
     * @param interval how often it is asked; zero for never
     * @param timeout how long nothing may be heard of it after that, positive
     * @return the copy
     */
    public ClientConfig withPings(Duration interval, Duration timeout) {
        return with(times.withPings(interval, timeout));
    }

    /**
     * Returns this configuration for a session that outlives its connection, on a server that has {@code POST /sessions}, as
     * this project's. A connection that is lost is made again, and requests that have no answer yet are asked for again by
     * their ids: the server carries none out twice. Where it can't be reached again in time, or its session is gone, they fail
     * with {@code CONNECTION_LOST} or {@code SESSION_ERROR}, and whether the last was carried out is not known. A session whose
     * id is lost with the answer to {@code POST /sessions} is ended by the server when it was idle for long enough.
     *
     * @param patience how long to try; zero not to, as by default
     * @return the copy
     */
    public ClientConfig withReattach(Duration patience) {
        return with(times.withReattach(patience));
    }

    /**
     * Returns this configuration with a token.
     *
     * @param newToken what a server that asks for one is shown
     * @return the copy
     */
    public ClientConfig withToken(String newToken) {
        return with(access.withToken(newToken));
    }

    /**
     * Returns this configuration with one more header, sent with each handshake and HTTP request: what a gateway before the
     * server asks for.
     *
     * @param name its name; it takes the place of one of the same name
     * @param value its value
     * @return the copy
     * @throws IllegalArgumentException if it can't be sent, or is {@code Authorization} beside a token
     */
    public ClientConfig withHeader(String name, String value) {
        return with(access.withHeader(name, value));
    }

    /**
     * Returns this configuration with a client that makes the connections: for a proxy, certificates, threads of its own.
     *
     * @param client stays the caller's
     * @return the copy
     */
    public ClientConfig withHttpClient(HttpClient client) {
        return with(access.withHttpClient(client));
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
     * Returns this configuration with another size of messages.
     *
     * @param bytes the largest message taken in, positive
     * @return the copy
     */
    public ClientConfig withMaxMessageBytes(int bytes) {
        return new ClientConfig(times, access, bytes, interruptOnCancel, sessionId);
    }

    /**
     * Returns this configuration with another meaning of cancelling a step's future.
     *
     * @param interrupt {@code true} to ask the server to end that step, if it is the only one that waits for its answer;
     *     {@code false} only to forget it
     * @return the copy
     */
    public ClientConfig withInterruptOnCancel(boolean interrupt) {
        return new ClientConfig(times, access, maxMessageBytes, interrupt, sessionId);
    }

    /**
     * Returns this configuration for a session that is open already, by {@code POST /sessions} or {@code openenv/session/create}.
     * It has one connection at a time: where it has one, or is not there, the first request fails with {@code SESSION_ERROR}.
     * Closing the client leaves it open.
     *
     * @param id the session's id
     * @return the copy
     */
    public ClientConfig withSession(String id) {
        return new ClientConfig(times, access, maxMessageBytes, interruptOnCancel, id);
    }

    /** For a session of its own. */
    ClientConfig withoutSession() {
        return new ClientConfig(times, access, maxMessageBytes, interruptOnCancel, null);
    }

    /** What a client's ids of requests begin with: a session that others were attached to has answered theirs before. */
    String requestIds() {
        return sessionId == null ? "" : UUID.randomUUID().toString().substring(0, 8) + "-";
    }

    /** Without the session's id, which opens the session. */
    @Override
    public String toString() {
        return "ClientConfig[times=" + times + ", access=" + access + ", maxMessageBytes=" + maxMessageBytes
                + (interruptOnCancel ? ", interruptOnCancel" : "") + (sessionId == null ? "" : ", sessionId=…") + "]";
    }

    /**
     * Returns how long the connection may take to be made.
     *
     * @return the time
     */
    public Duration connectTimeout() {
        return times.connect();
    }

    /**
     * Returns how long an answer may take.
     *
     * @return the time
     */
    public Duration requestTimeout() {
        return times.request();
    }
}
