package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.FlexBase64;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.http.exchange.HttpAnswer;

/** Refuses a WebSocket handshake that is none (RFC 6455, section 4.2.1). */
final class Handshake {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private Handshake() {}

    /** Lets a request through, or answers it. */
    static boolean lets(HttpServerExchange exchange) {
        String version = exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_VERSION);
        if (!VERSION.equals(version)) {
            exchange.getResponseHeaders()
                    .put(Headers.SEC_WEB_SOCKET_VERSION, VERSION)
                    .put(Headers.UPGRADE, "websocket");
            return refused(
                    exchange,
                    StatusCodes.UPGRADE_REQUIRED,
                    "This server speaks version 13 of the WebSocket protocol; the request has "
                            + (version == null ? "no Sec-WebSocket-Version." : "'" + version + "'."));
        }
        return isKey(exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_KEY))
                || refused(
                        exchange,
                        StatusCodes.BAD_REQUEST,
                        "A WebSocket handshake needs a Sec-WebSocket-Key of 16 bytes in Base64.");
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && FlexBase64.decode(key).remaining() == KEY_BYTES;
        } catch (IOException noBase64) {
            return false;
        }
    }

    private static boolean refused(HttpServerExchange exchange, int status, String detail) {
        exchange.setPersistent(false);
        HttpAnswer.detail(exchange, status, detail);
        return false;
    }
}
