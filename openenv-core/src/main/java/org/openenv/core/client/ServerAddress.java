package org.openenv.core.client;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** Where a server's {@code /ws} is, from the ways people write a server's address. */
final class ServerAddress {

    private static final Map<String, String> SCHEMES = Map.of("http", "ws", "https", "wss", "ws", "ws", "wss", "wss");

    private ServerAddress() {}

    /**
     * Returns the WebSocket address of a server.
     *
     * @param address {@code http}, {@code https}, {@code ws} or {@code wss}, or a bare {@code host:port}; with or without
     *     a path such as {@code /envs/echo}, with or without {@code /ws} at its end
     * @throws IllegalArgumentException if it is no such address
     */
    static URI socket(String address) {
        URI uri = URI.create(address.contains("://") ? address : "http://" + address);
        String scheme =
                uri.getScheme() == null ? null : SCHEMES.get(uri.getScheme().toLowerCase(Locale.ROOT));
        if (scheme == null || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "a server's address looks like http://localhost:8000, was '" + address + "'");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        String socketPath = path.endsWith("/ws") ? path : path + "/ws";
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(scheme + "://" + uri.getRawAuthority() + socketPath + query);
    }
}
