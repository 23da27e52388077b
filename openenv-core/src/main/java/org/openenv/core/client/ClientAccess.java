package org.openenv.core.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a client is let in: what it shows with each handshake and HTTP request, and what makes its connections. Immutable.
 *
 * @param token what a server that asks for one is shown, or {@code null}
 * @param headers further headers by name, such as those a gateway asks for
 * @param httpClient what makes the connections, with its proxy and certificates; {@code null} for one that all clients
 *     share
 */
public record ClientAccess(
        @Nullable String token,
        Map<String, String> headers,
        @Nullable HttpClient httpClient) {

    private static final String AUTHORIZATION = "authorization";
    private static final ClientAccess DEFAULTS = new ClientAccess(null, Map.of(), null);

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the token can't stand in a header, or a header can't be sent; the message shows no
     *     value, for it may be a secret
     */
    public ClientAccess {
        if (token != null && !token.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("a token has visible ASCII characters only, and no blanks");
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            check(header.getKey(), header.getValue(), token != null);
        }
    }

    private static void check(String name, String value, boolean token) {
        Objects.requireNonNull(value, "the header '" + name + "' has no value");
        String lower = name.toLowerCase(Locale.ROOT);
        if (token && lower.equals(AUTHORIZATION)) {
            throw new IllegalArgumentException(
                    "the token is sent in the header Authorization: give that, or a token, not both");
        }
        try {
            if (lower.startsWith("sec-websocket-")) {
                throw new IllegalArgumentException("it belongs to the handshake");
            }
            HttpRequest.newBuilder().header(name, value);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("the header '" + name + "' can't be sent: its name must be none that the"
                    + " connection needs itself, as Host and Upgrade, and its value a line of visible characters");
        }
    }

    /**
     * Returns what a client shows without asking: nothing.
     *
     * @return the defaults
     */
    public static ClientAccess defaults() {
        return DEFAULTS;
    }

    ClientAccess withToken(@Nullable String newToken) {
        return new ClientAccess(newToken, headers, httpClient);
    }

    ClientAccess withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new ClientAccess(token, more, httpClient);
    }

    ClientAccess withHttpClient(HttpClient client) {
        return new ClientAccess(token, headers, client);
    }

    /** What makes the connections. */
    HttpClient http() {
        return httpClient == null ? ClientThreads.http() : httpClient;
    }

    /**
     * Has a request show what all of them show.
     *
     * @param request not sent yet
     * @return the same
     */
    public HttpRequest.Builder show(HttpRequest.Builder request) {
        each(request::header);
        return request;
    }

    /** What makes a connection that shows the same. */
    WebSocket.Builder newWebSocket() {
        WebSocket.Builder builder = http().newWebSocketBuilder();
        each(builder::header);
        return builder;
    }

    private void each(BiConsumer<String, String> header) {
        if (token != null) {
            header.accept("Authorization", "Bearer " + token);
        }
        headers.forEach(header);
    }

    /** Without what does not belong in a log: the token and the values of headers. */
    @Override
    public String toString() {
        return "ClientAccess[" + (token == null ? "" : "token=…, ") + "headers=" + headers.keySet()
                + (httpClient == null ? "" : ", httpClient=" + httpClient) + "]";
    }
}
