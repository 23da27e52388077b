package org.openenv.core.testing;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/** A WebSocket server on a free port whose every answer a test decides: the misbehaving server a client must survive. */
public final class ScriptedServer implements AutoCloseable {

    private final Undertow server;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> pong = new CompletableFuture<>();
    private final List<WebSocketChannel> channels = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> handshakes = new CopyOnWriteArrayList<>();
    private final AtomicInteger pings = new AtomicInteger();

    /**
     * Starts a server.
     *
     * @param onConnect what to do with a new connection
     * @param onText what to do with a message
     */
    public ScriptedServer(Consumer<WebSocketChannel> onConnect, BiConsumer<WebSocketChannel, String> onText) {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", Handlers.websocket((exchange, channel) -> {
                    channels.add(channel);
                    handshakes.add(exchange.getRequestHeaders());
                    channel.getReceiveSetter().set(new AbstractReceiveListener() {
                        @Override
                        protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                            String text = message.getData();
                            received.add(text);
                            onText.accept(from, text);
                        }

                        @Override
                        protected void onFullPingMessage(WebSocketChannel from, BufferedBinaryMessage message) {
                            pings.incrementAndGet();
                            ByteBuffer[] data = message.getData().getResource();
                            WebSockets.sendPong(data, from, null);
                        }

                        @Override
                        protected void onFullPongMessage(WebSocketChannel from, BufferedBinaryMessage message) {
                            message.getData().free();
                            pong.complete(null);
                        }
                    });
                    onConnect.accept(channel);
                    channel.resumeReceives();
                }))
                .build();
        server.start();
    }

    /**
     * Starts a server that does nothing on a new connection.
     *
     * @param onText what to do with a message
     */
    public ScriptedServer(BiConsumer<WebSocketChannel, String> onText) {
        this(channel -> {}, onText);
    }

    /**
     * Sends a text.
     *
     * @param channel to whom
     * @param text the text
     */
    public static void send(WebSocketChannel channel, String text) {
        WebSockets.sendText(text, channel, null);
    }

    /**
     * Returns what completes when a client answers a ping.
     *
     * @return completes with the first pong
     */
    public CompletableFuture<Void> awaitPong() {
        return pong;
    }

    /**
     * Returns the server's address.
     *
     * @return such as {@code http://127.0.0.1:1234}
     */
    public String address() {
        return "http://127.0.0.1:"
                + ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /**
     * Returns what clients have sent.
     *
     * @return texts in order of arrival
     */
    public List<String> received() {
        return received;
    }

    /**
     * Returns the headers of the handshakes.
     *
     * @return one each, in order
     */
    public List<Map<String, List<String>>> handshakes() {
        return handshakes;
    }

    /**
     * Returns how often clients have asked whether this server is there.
     *
     * @return zero or more
     */
    public int pings() {
        return pings.get();
    }

    @Override
    public void close() {
        channels.forEach(IoUtils::safeClose);
        server.stop();
    }
}
