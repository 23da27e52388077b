package org.openenv.core.client;

import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ServerAddress;
import org.openenv.core.client.Correlation.Match;
import org.openenv.core.wire.Reply;
import org.openenv.core.wire.ServerMessage;

/**
 * One WebSocket on which each message sent is answered by one received; {@link Correlation} knows which.
 *
 * <p>A request that nobody waits for any more keeps its place there, and its late answer is dropped when it comes. An answer
 * that is nobody's ends the connection, so that it can never be taken for somebody's.
 */
final class SocketConnection implements Connection, SocketListener.Owner {

    static final Duration CLOSE_HANDSHAKE = Duration.ofSeconds(2);

    private final URI uri;
    private final Function<String, Reply<?, ?>> opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Correlation correlation = new Correlation();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private @Nullable OpenEnvException farewell;
    private @Nullable OpenEnvException lost;
    private @Nullable WebSocket socket;
    private volatile boolean spoiled;
    private volatile @Nullable Pulse pulse;

    private SocketConnection(URI uri, Function<String, Reply<?, ?>> opener) {
        this.uri = uri;
        this.opener = opener;
    }

    /**
     * Connects.
     *
     * @param opener reads as much of a message as tells whom it answers
     * @return the connection, later, or why there is none: see {@link Failures#of}; once cancelled there will be none
     */
    static CompletableFuture<SocketConnection> open(
            URI uri, ClientConfig config, Function<String, Reply<?, ?>> opener) {
        SocketConnection connection = new SocketConnection(uri, opener);
        CompletableFuture<SocketConnection> opened = new CompletableFuture<>();
        CompletableFuture<WebSocket> opening;
        try {
            opening = config.access()
                    .newWebSocket()
                    .connectTimeout(config.connectTimeout())
                    .buildAsync(ServerAddress.dialable(uri), new SocketListener(connection, config.maxMessageBytes()));
        } catch (UnknownHostException e) {
            opened.completeExceptionally(e);
            return opened;
        }
        var unused = opening.whenComplete((socket, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
                return;
            }
            connection.begin(socket, config.times());
            if (!opened.complete(connection)) {
                socket.abort();
            }
        });
        return opened.orTimeout(config.connectTimeout().toMillis() + 500, TimeUnit.MILLISECONDS);
    }

    private void begin(WebSocket open, ClientTimes times) {
        Pulse beating = new Pulse(open, this::lose);
        socket = open;
        pulse = beating;
        beating.every(times.pingInterval(), times.pingTimeout());
    }

    /** Sends a request; its future completes with its answer, or with an {@link OpenEnvException}. */
    @Override
    public void exchange(Request request) {
        String text = request.write(true);
        OpenEnvException over;
        lock.lock();
        try {
            over = farewell == null ? lost : farewell;
            if (over == null) {
                correlation.add(request);
                send(correlation.wantsIds() ? text : request.write(false));
            }
        } finally {
            lock.unlock();
        }
        if (over != null) {
            request.answer().completeExceptionally(over);
        }
    }

    /** Whether no other request waits for its answer. */
    @Override
    public boolean isAlone(Request request) {
        lock.lock();
        try {
            return correlation.isAlone(request);
        } finally {
            lock.unlock();
        }
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
    public void heard(boolean part) {
        Pulse beating = pulse;
        if (beating != null) {
            beating.heard(part);
        }
    }

    @Override
    public void received(WebSocket from, String message) {
        Reply<?, ?> reply;
        try {
            reply = opener.apply(message);
        } catch (OpenEnvException unreadable) {
            end(from, String.valueOf(unreadable.getMessage()));
            return;
        }
        Match match;
        lock.lock();
        try {
            match = reply.type().equals("output") || reply.type().equals("tool_call")
                    ? correlation.output(reply)
                    : correlation.match(reply);
            if (match instanceof Match.SendAgain again) {
                again.requests().forEach(request -> {
                    correlation.add(request);
                    send(request.write(false));
                });
            }
        } finally {
            lock.unlock();
        }
        if (match instanceof Match.Answer answer) {
            answer.request().answered(reply);
        } else if (match instanceof Match.Output output) {
            if (reply.type().equals("output")) {
                output.request().output(reply);
            } else {
                output.request().called(reply);
            }
        } else if (match instanceof Match.Farewell) {
            bid(reply);
        } else if (match instanceof Match.Stray stray) {
            end(from, stray.why());
        }
    }

    /** Takes the error that a server sends before it ends the connection as the reason for all that comes. */
    private void bid(Reply<?, ?> reply) {
        OpenEnvException reason;
        try {
            reason = reply.content() instanceof ServerMessage.Failed<?, ?> failed
                    ? failed.toException()
                    : new OpenEnvException(ErrorCode.SESSION_ERROR, "the server ended the session");
        } catch (OpenEnvException unreadable) {
            reason = unreadable;
        }
        lock.lock();
        try {
            farewell = reason;
        } finally {
            lock.unlock();
        }
        fail(reason);
    }

    /**
     * Makes sure that the server is there.
     *
     * @param silence how long nothing may have been heard
     */
    void probe(Duration silence) {
        Objects.requireNonNull(pulse, "not connected").look(silence, lastSend.isDone());
    }

    /** Whether it was ended for what came by it, which would come again. */
    boolean wasSpoiled() {
        return spoiled;
    }

    @Override
    public void end(WebSocket from, String why) {
        spoiled = true;
        lose(why, null);
        from.abort();
    }

    @Override
    public void lose(String why, @Nullable Throwable cause) {
        OpenEnvException failure;
        lock.lock();
        try {
            if (lost == null) {
                lost = new OpenEnvException(
                        ErrorCode.CONNECTION_LOST,
                        "the connection to " + uri + " is lost: " + why,
                        Failures.unwrap(cause));
            }
            failure = farewell == null ? lost : farewell;
        } finally {
            lock.unlock();
        }
        Pulse beating = pulse;
        if (beating != null) {
            beating.stop();
        }
        fail(failure);
        ended.complete(null);
    }

    private void fail(OpenEnvException failure) {
        List<Request> unanswered;
        lock.lock();
        try {
            unanswered = correlation.drain();
        } finally {
            lock.unlock();
        }
        unanswered.forEach(request -> request.answer().completeExceptionally(failure));
    }

    /** Whether the server can still answer. */
    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return lost == null && farewell == null;
        } finally {
            lock.unlock();
        }
    }

    /** Says goodbye and closes; a server that does not take part in that is dropped after a while. */
    @Override
    public void close(String goodbye, Duration patience) {
        WebSocket open = Objects.requireNonNull(socket, "not connected");
        CompletableFuture<?> sending;
        lock.lock();
        try {
            if (lost == null && farewell == null) {
                send(goodbye);
            }
            sending = lastSend;
        } finally {
            lock.unlock();
        }
        try {
            sending.thenCompose(sent -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .exceptionally(failure -> null)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            lose("the server did not take part in closing it", e);
        } finally {
            lose("this client was closed", null);
            open.abort();
        }
    }
}
