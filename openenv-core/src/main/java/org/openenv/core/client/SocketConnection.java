package org.openenv.core.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * One WebSocket on which each message sent is answered by one received, in order.
 *
 * <p>That order is what ties an answer to its request: a request that nobody waits for any more keeps its place in the
 * queue, and its late answer is dropped when it comes, so that it can never be taken for the next one's.
 */
final class SocketConnection implements WebSocket.Listener {

    private static final Duration CLOSE_HANDSHAKE = Duration.ofSeconds(2);

    /** One client for all connections of a JVM: its threads don't grow with their number. */
    private static final class Shared {
        static final HttpClient HTTP = HttpClient.newHttpClient();
    }

    private final URI uri;
    private final int maxMessageBytes;
    private final Function<String, @Nullable OpenEnvException> farewells;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<CompletableFuture<String>> pending = new ArrayDeque<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private @Nullable OpenEnvException farewell;
    private @Nullable OpenEnvException lost;
    private @Nullable WebSocket socket;

    private SocketConnection(URI uri, int maxMessageBytes, Function<String, @Nullable OpenEnvException> farewells) {
        this.uri = uri;
        this.maxMessageBytes = maxMessageBytes;
        this.farewells = farewells;
    }

    /**
     * Connects.
     *
     * @param farewells reads a message that answers no request: the error a server sends before it ends the connection
     * @throws OpenEnvException with {@code CONNECTION_LOST} or {@code TIMED_OUT}
     */
    static SocketConnection open(URI uri, ClientConfig config, Function<String, @Nullable OpenEnvException> farewells) {
        SocketConnection connection = new SocketConnection(uri, config.maxMessageBytes(), farewells);
        WebSocket.Builder builder = Shared.HTTP.newWebSocketBuilder().connectTimeout(config.connectTimeout());
        if (config.token() != null) {
            builder.header("Authorization", "Bearer " + config.token());
        }
        CompletableFuture<WebSocket> opening = builder.buildAsync(uri, connection);
        try {
            connection.socket = opening.get(config.connectTimeout().toMillis() + 500, TimeUnit.MILLISECONDS);
            return connection;
        } catch (TimeoutException e) {
            var unused = opening.thenAccept(WebSocket::abort);
            throw new OpenEnvException(
                    ErrorCode.TIMED_OUT, "no connection to " + uri + " within " + config.connectTimeout(), e);
        } catch (ExecutionException e) {
            throw new OpenEnvException(ErrorCode.CONNECTION_LOST, refusal(uri, e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            var unused = opening.thenAccept(WebSocket::abort);
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while connecting to " + uri, e);
        }
    }

    private static String refusal(URI uri, @Nullable Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            return "can't connect to " + uri + ": the server answered " + status
                    + (status == 401 ? "; it asks for a token: ClientConfig.withToken" : "");
        }
        String why = cause == null
                ? "no reason given"
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "can't connect to " + uri + ": " + why + "; is an OpenEnv server running there?";
    }

    /** Sends a message; the future completes with its answer, or with an {@link OpenEnvException}. */
    CompletableFuture<String> exchange(String message) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        lock.lock();
        try {
            if (lost != null || farewell != null) {
                answer.completeExceptionally(farewell == null ? lost : farewell);
                return answer;
            }
            pending.add(answer);
            send(message);
        } finally {
            lock.unlock();
        }
        return answer;
    }

    /** The JDK takes one message at a time; called under the lock, so that the queue's order is the wire's. */
    private void send(String message) {
        WebSocket open = Objects.requireNonNull(socket, "not connected");
        lastSend = lastSend.isDone() && !lastSend.isCompletedExceptionally()
                ? open.sendText(message, true)
                : lastSend.thenCompose(before -> open.sendText(message, true));
        var unused = lastSend.whenComplete((sent, failure) -> {
            if (failure != null) {
                lose("sending failed", failure);
            }
        });
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        from.request(1);
        if (partial.length() + data.length() > maxMessageBytes) {
            lose("a message is larger than the " + maxMessageBytes + " bytes this client takes", null);
            from.abort();
            return CompletableFuture.completedFuture(null);
        }
        if (last && partial.length() == 0) {
            received(data.toString());
        } else {
            partial.append(data);
            if (last) {
                String message = partial.toString();
                partial.setLength(0);
                partial.trimToSize();
                received(message);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private void received(String message) {
        CompletableFuture<String> answered;
        lock.lock();
        try {
            answered = pending.poll();
            if (answered == null) {
                farewell = farewells.apply(message);
            }
        } finally {
            lock.unlock();
        }
        if (answered != null) {
            answered.complete(message);
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        lose("it sent a binary frame, which the protocol does not have", null);
        from.abort();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        lose("it closed the connection with code " + statusCode + (reason.isEmpty() ? "" : " (" + reason + ")"), null);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        lose(error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage(), error);
    }

    private void lose(String why, @Nullable Throwable cause) {
        List<CompletableFuture<String>> unanswered;
        OpenEnvException failure;
        lock.lock();
        try {
            if (lost == null) {
                lost = new OpenEnvException(
                        ErrorCode.CONNECTION_LOST, "the connection to " + uri + " is lost: " + why, unwrap(cause));
            }
            failure = farewell == null ? lost : farewell;
            unanswered = new ArrayList<>(pending);
            pending.clear();
        } finally {
            lock.unlock();
        }
        unanswered.forEach(answer -> answer.completeExceptionally(failure));
        ended.complete(null);
    }

    private static @Nullable Throwable unwrap(@Nullable Throwable cause) {
        return cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    }

    /** Whether the server can still answer. */
    boolean isOpen() {
        lock.lock();
        try {
            return lost == null && farewell == null;
        } finally {
            lock.unlock();
        }
    }

    /** Says goodbye and closes; a server that does not take part in that is dropped after two seconds. */
    void close(String goodbye) {
        WebSocket open = Objects.requireNonNull(socket, "not connected");
        lock.lock();
        try {
            if (lost == null && farewell == null) {
                send(goodbye);
            }
        } finally {
            lock.unlock();
        }
        try {
            lastSend.thenCompose(sent -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .exceptionally(failure -> null)
                    .get(CLOSE_HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
            ended.get(CLOSE_HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            lose("the server did not take part in closing it", e);
        } finally {
            open.abort();
        }
    }
}
