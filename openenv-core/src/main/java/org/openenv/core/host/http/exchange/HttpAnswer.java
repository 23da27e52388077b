package org.openenv.core.host.http.exchange;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.Outgoing;
import org.openenv.core.wire.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Sends JSON over HTTP; every error has a body {@code {"detail": …}}. */
public final class HttpAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpAnswer.class);

    /** Name of the detail of an exception that asks for an HTTP status of its own. */
    private static final String STATUS = "http_status";

    /** What answers a request, or goes on with it. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    private HttpAnswer() {}

    public static void json(HttpServerExchange exchange, int status, String body) {
        text(exchange, status, "application/json", body);
    }

    public static void text(HttpServerExchange exchange, int status, String contentType, String body) {
        bytes(exchange, status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(HttpServerExchange exchange, int status, String contentType, byte[] body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    /** Sends JSON that may be large; waits for room, on a lane, and ends the connection if there is none in time. */
    public static void large(HttpServerExchange exchange, HostContext context, int status, String body) {
        large(exchange, context, status, "application/json", body);
    }

    /** Sends text that may be large, likewise. */
    public static void large(
            HttpServerExchange exchange, HostContext context, int status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Outgoing room = Outgoing.room(context, bytes.length, () -> cut(exchange));
        if (room == null) {
            cut(exchange);
            return;
        }
        exchange.addExchangeCompleteListener((done, next) -> {
            room.close();
            next.proceed();
        });
        bytes(exchange, status, contentType, bytes);
    }

    /** Ends the connection without an answer. */
    public static void cut(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
    }

    public static void detail(HttpServerExchange exchange, int status, Object detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", detail);
        json(exchange, status, WireCodec.writeValue(body));
    }

    public static void notFound(HttpServerExchange exchange) {
        detail(exchange, StatusCodes.NOT_FOUND, "Not Found");
    }

    public static void failure(HttpServerExchange exchange, OpenEnvException failure) {
        Optional<WorkspaceFailure> ofFile = WorkspaceFailure.of(failure);
        if (ofFile.isPresent()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("detail", failure.getMessage());
            body.putAll(failure.details());
            json(exchange, ofFile.get().status(), WireCodec.writeValue(body));
            return;
        }
        int status = failure.details().get(STATUS) instanceof Integer own ? own : status(failure.code());
        if (status == StatusCodes.SERVICE_UNAVAILABLE) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
        }
        Object errors = failure.details().get("errors");
        detail(exchange, status, errors == null ? String.valueOf(failure.getMessage()) : errors);
    }

    /** An exception that is answered with a status other than its code's. */
    public static OpenEnvException withStatus(int status, ErrorCode code, String message) {
        return new OpenEnvException(code, message, Map.of(STATUS, status), null);
    }

    /** Goes on with an exchange whose answer comes later, on this I/O thread; whatever is thrown there is the answer. */
    public static void dispatch(HttpServerExchange exchange, Task task) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> answered(exchange, task));
    }

    /** Answers off the I/O thread, where what makes the answer may block; whatever it throws is an answer too. */
    public static void offTheIoThread(HttpServerExchange exchange, HostContext context, Runnable answer) {
        dispatch(exchange, () -> later(exchange, context, answer));
    }

    /** Answers an exchange that was dispatched before, once it is known what. */
    public static void later(HttpServerExchange exchange, HostContext context, Runnable answer) {
        try {
            context.lanes().execute(() -> answered(exchange, answer::run));
        } catch (RejectedExecutionException stopped) {
            failure(exchange, new OpenEnvException(ErrorCode.SESSION_ERROR, "The server is stopping."));
        } catch (RuntimeException | Error noThread) {
            LOG.error("{} {}: no thread for it", exchange.getRequestMethod(), exchange.getRequestPath(), noThread);
            failure(
                    exchange,
                    new OpenEnvException(ErrorCode.SESSION_ERROR, "The server has no thread for this request."));
        }
    }

    /** Runs what answers; whatever it throws is the answer. */
    public static void answered(HttpServerExchange exchange, Task answer) {
        try {
            answer.run();
        } catch (OpenEnvException failure) {
            failure(exchange, failure);
        } catch (Throwable failure) {
            LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestPath(), failure);
            if (exchange.isResponseStarted()) {
                cut(exchange);
            } else {
                detail(
                        exchange,
                        StatusCodes.INTERNAL_SERVER_ERROR,
                        "Internal error: " + failure.getClass().getSimpleName() + "; the server's log says more.");
            }
        }
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
