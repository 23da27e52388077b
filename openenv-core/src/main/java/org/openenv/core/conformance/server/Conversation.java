package org.openenv.core.conformance.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.wire.WireCodec;

/** A WebSocket to a server under test that says what it is told, however wrong, and shows each answer and the close code. */
final class Conversation implements WebSocket.Listener, AutoCloseable {

    private static final int MAX_MESSAGES = 1_000;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final CompletableFuture<Boolean> pong = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final Duration patience;
    private final WebSocket socket;

    private Conversation(HttpDoor server, URI uri) {
        this.patience = server.patience();
        WebSocket.Builder builder = HttpDoor.CLIENT.newWebSocketBuilder().connectTimeout(patience);
        server.headers().forEach(builder::header);
        this.socket = await("the WebSocket handshake", builder.buildAsync(uri, this));
    }

    static Conversation connect(HttpDoor server, URI uri) {
        return new Conversation(server, uri);
    }

    /** Sends a text. That the connection is gone shows when its answer is missing: a refusal may stand in its place. */
    void say(String text) {
        await("sending a message", socket.sendText(text, true).handle((sent, failure) -> sent != null));
    }

    void sayBinary(byte[] bytes) {
        await("sending a binary message", socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** Waits for the next message. */
    Map<String, Object> hear() {
        String text;
        try {
            text = received.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (text == null) {
            throw new AssertionError("expected a message within " + patience + ", found "
                    + (closeCode.isDone() ? "the connection closed" : "none"));
        }
        return Expect.object("a message", WireCodec.readValue(text));
    }

    Map<String, Object> ask(String text) {
        say(text);
        return hear();
    }

    /** Asks and returns the answer's {@code data}, which must be of a type. */
    Map<String, Object> ask(String text, String type) {
        return data(ask(text), type);
    }

    static Map<String, Object> data(Map<String, Object> message, String type) {
        Expect.that(type.equals(message.get("type")), "a message of type " + type, message);
        return Expect.object("data", message.get("data"));
    }

    /** Asks for something that must be refused with a code, and returns the error. */
    Map<String, Object> askInVain(String text, String code) {
        Map<String, Object> error = ask(text, "error");
        Expect.equal("the error's code", code, error.get("code"));
        Expect.that(error.get("message") instanceof String, "the error to have a message", error);
        return error;
    }

    void ping() {
        await("sending a ping", socket.sendPing(ByteBuffer.allocate(0)));
        await("a pong", pong);
    }

    /** Waits for the server to close the connection and returns the code. */
    int closeCode() {
        return await("the server to close the connection", closeCode);
    }

    private <T> T await(String what, Future<T> future) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("expected " + what + " within " + patience, e);
        } catch (ExecutionException e) {
            throw new AssertionError("expected " + what + ", found " + found(e.getCause()), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static Object found(@Nullable Throwable failure) {
        return failure instanceof WebSocketHandshakeException refused
                ? "status " + refused.getResponse().statusCode()
                : String.valueOf(failure);
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (partial.length() > HttpDoor.MAX_BYTES || received.size() > MAX_MESSAGES) {
            closeCode.completeExceptionally(new IOException("the server says more than it was asked"));
            from.abort();
            return null;
        }
        if (last) {
            received.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        pong.complete(true);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closeCode.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closeCode.completeExceptionally(
                error instanceof IOException ? new IOException("the connection broke: " + error, error) : error);
    }

    /** Drops the connection without a word. */
    @Override
    public void close() {
        socket.abort();
    }
}
