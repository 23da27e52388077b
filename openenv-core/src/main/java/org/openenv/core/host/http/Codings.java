package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.regex.Pattern;
import org.openenv.core.host.http.exchange.HttpAnswer;

/** Refuses what a request asks of the transfer itself and this server doesn't do; Undertow would take it as plain bytes. */
final class Codings {

    private static final String IDENTITY = "identity";

    /** What is longer is no number for Undertow, and no body that anybody sends. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private Codings() {}

    /** Lets a request through, or answers it. */
    static boolean lets(HttpServerExchange exchange) {
        String length = header(exchange, Headers.CONTENT_LENGTH, "0");
        if (!LENGTH.matcher(length).matches()) {
            return refused(
                    exchange, StatusCodes.BAD_REQUEST, "The request's Content-Length is no length: '" + length + "'.");
        }
        String transfer = header(exchange, Headers.TRANSFER_ENCODING, "chunked");
        if (!transfer.equalsIgnoreCase("chunked") && !transfer.equalsIgnoreCase(IDENTITY)) {
            return refused(
                    exchange,
                    StatusCodes.NOT_IMPLEMENTED,
                    "This server knows the transfer encoding 'chunked' alone; the request has '" + transfer + "'.");
        }
        String content = header(exchange, Headers.CONTENT_ENCODING, IDENTITY);
        if (!content.equalsIgnoreCase(IDENTITY)) {
            exchange.getResponseHeaders().put(Headers.ACCEPT_ENCODING, IDENTITY);
            return refused(
                    exchange,
                    StatusCodes.UNSUPPORTED_MEDIA_TYPE,
                    "This server takes bodies that are not encoded; the request's content encoding is '" + content
                            + "'.");
        }
        String expected = header(exchange, Headers.EXPECT, "100-continue");
        return expected.equalsIgnoreCase("100-continue")
                || exchange.isHttp10()
                || refused(
                        exchange,
                        StatusCodes.EXPECTATION_FAILED,
                        "This server can't do what the request expects: '" + expected + "'; it knows 100-continue.");
    }

    /** All values of a header, as one; or what it is taken for where there is none. */
    private static String header(HttpServerExchange exchange, HttpString name, String otherwise) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        return values == null ? otherwise : String.join(", ", values).strip();
    }

    /** Nothing more is read from that connection: where the next request begins can't be known. */
    private static boolean refused(HttpServerExchange exchange, int status, String detail) {
        exchange.setPersistent(false);
        HttpAnswer.detail(exchange, status, detail);
        return false;
    }
}
