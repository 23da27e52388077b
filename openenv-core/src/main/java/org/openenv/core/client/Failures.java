package org.openenv.core.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** Says why there is no connection, and what to do. */
final class Failures {

    private Failures() {}

    static OpenEnvException of(URI uri, ClientConfig config, @Nullable Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof OpenEnvException known) {
            return known;
        }
        if (cause instanceof TimeoutException
                || find(cause, HttpTimeoutException.class).isPresent()) {
            return new OpenEnvException(
                    ErrorCode.TIMED_OUT, "no connection to " + uri + " within " + config.connectTimeout(), cause);
        }
        return new OpenEnvException(
                ErrorCode.CONNECTION_LOST, "can't connect to " + uri + ": " + why(uri, cause), cause);
    }

    static @Nullable Throwable unwrap(@Nullable Throwable failure) {
        if (failure instanceof CompletionException || failure instanceof ExecutionException) {
            return failure.getCause() == null ? failure : failure.getCause();
        }
        return failure;
    }

    private static String why(URI uri, @Nullable Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            return refusal(refused.getResponse().statusCode());
        }
        if (find(cause, UnresolvedAddressException.class).isPresent()
                || find(cause, UnknownHostException.class).isPresent()) {
            return "unknown host '" + host(uri) + "': no such name is known here";
        }
        Optional<SSLException> tls = find(cause, SSLException.class);
        if (tls.isPresent()) {
            return "TLS failed: " + tls.get().getMessage()
                    + "; is it a server with TLS, and is its certificate trusted?"
                    + " ClientConfig.withHttpClient takes a client that trusts it";
        }
        if (find(cause, ConnectException.class).isPresent()) {
            return "nobody listens there (" + message(cause) + "); is an OpenEnv server running there?";
        }
        return message(cause) + "; is an OpenEnv server running there"
                + (uri.getScheme().equals("ws") ? ", without TLS?" : "?");
    }

    private static String refusal(int status) {
        return "the server answered " + status
                + switch (status) {
                    case 401 -> "; it asks for a token: ClientConfig.withToken";
                    case 403 -> "; it does not let this client in";
                    case 404 -> "; it has no WebSocket there: is it an OpenEnv server, and is the path right?";
                    case 503 -> "; it has no place now: try again later";
                    default -> "; is an OpenEnv server running there?";
                };
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? uri.getRawAuthority().replaceFirst(":[0-9]*$", "") : uri.getHost();
    }

    private static String message(@Nullable Throwable cause) {
        if (cause == null) {
            return "no reason given";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static <T extends Throwable> Optional<T> find(@Nullable Throwable failure, Class<T> type) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < 20; depth++) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
            each = each.getCause();
        }
        return Optional.empty();
    }
}
