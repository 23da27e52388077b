package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.wire.WireCodec;

/** Sends JSON over HTTP; every error has a body {@code {"detail": …}}. */
final class HttpAnswer {

    /** Name of the detail of an exception that asks for an HTTP status of its own. */
    private static final String STATUS = "http_status";

    private HttpAnswer() {}

    static void json(HttpServerExchange exchange, int status, String body) {
        text(exchange, status, "application/json", body);
    }

    static void text(HttpServerExchange exchange, int status, String contentType, String body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.getResponseSender().send(body, StandardCharsets.UTF_8);
    }

    static void detail(HttpServerExchange exchange, int status, Object detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", detail);
        json(exchange, status, WireCodec.writeValue(body));
    }

    static void notFound(HttpServerExchange exchange) {
        detail(exchange, StatusCodes.NOT_FOUND, "Not Found");
    }

    static void failure(HttpServerExchange exchange, OpenEnvException failure) {
        int status = failure.details().get(STATUS) instanceof Integer own ? own : status(failure.code());
        if (status == StatusCodes.SERVICE_UNAVAILABLE) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
        }
        Object errors = failure.details().get("errors");
        detail(exchange, status, errors == null ? String.valueOf(failure.getMessage()) : errors);
    }

    /** An exception that is answered with a status other than its code's. */
    static OpenEnvException withStatus(int status, ErrorCode code, String message) {
        return new OpenEnvException(code, message, Map.of(STATUS, status), null);
    }

    /** Answers an exchange that was dispatched, from whatever thread found out what to answer. */
    static void later(HttpServerExchange exchange, HostContext context, Runnable answer) {
        context.lanes().execute(() -> {
            try {
                answer.run();
            } catch (RuntimeException failure) {
                exchange.endExchange();
                throw failure;
            }
        });
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case VALIDATION_ERROR, INVALID_JSON, UNKNOWN_TYPE -> StatusCodes.UNPROCESSABLE_ENTITY;
            case CAPACITY_REACHED, SESSION_ERROR -> StatusCodes.SERVICE_UNAVAILABLE;
            case EXECUTION_ERROR,
                    FACTORY_ERROR,
                    CONNECTION_LOST,
                    TIMED_OUT,
                    INTERRUPTED,
                    INVALID_ANSWER,
                    CONTAINER_ERROR -> StatusCodes.INTERNAL_SERVER_ERROR;
        };
    }
}
