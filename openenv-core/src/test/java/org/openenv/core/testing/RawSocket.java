package org.openenv.core.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket to a server under test that sends what it is told and shows every message and the close code. */
public final class RawSocket implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private volatile CompletableFuture<Void> pong = new CompletableFuture<>();

    private RawSocket(URI uri) {
        this.socket = CLIENT.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    /**
     * Connects.
     *
     * @param server the server's HTTP address
     * @param path the path, such as {@code /ws}
     * @return a connected socket
     */
    public static RawSocket connect(URI server, String path) {
        return new RawSocket(URI.create("ws://" + server.getAuthority() + path));
    }

    /**
     * Sends a text.
     *
     * @param text the text
     * @return this
     */
    public RawSocket send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /**
     * Sends a text in two frames.
     *
     * @param first the first frame's text
     * @param second the last frame's text
     * @return this
     */
    public RawSocket sendFragments(String first, String second) {
        socket.sendText(first, false).join();
        socket.sendText(second, true).join();
        return this;
    }

    /**
     * Sends bytes.
     *
     * @param bytes the bytes
     * @return this
     */
    public RawSocket sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /**
     * Waits for the next message.
     *
     * @return its text
     */
    public String receive() {
        try {
            String text = received.poll(60, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("no message within 15 s");
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends a text and waits for the next message.
     *
     * @param text the text
     * @return the answer
     */
    public String ask(String text) {
        return send(text).receive();
    }

    /**
     * Waits for the server to close the connection.
     *
     * @return the close code
     */
    public int awaitClose() {
        return closeCode.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /**
     * Sends a ping and waits for its pong: by then the server has taken in whatever was sent before.
     *
     * @return this
     */
    public RawSocket ping() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        pong = answered;
        socket.sendPing(ByteBuffer.allocate(0)).join();
        answered.orTimeout(60, TimeUnit.SECONDS).join();
        return this;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        pong.complete(null);
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Begins the close handshake, with code 1000.
     *
     * @return this
     */
    public RawSocket sayGoodbye() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        return this;
    }

    /** Drops the connection without a word, as a client that is gone does. */
    public void vanish() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closeCode.complete(statusCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closeCode.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
