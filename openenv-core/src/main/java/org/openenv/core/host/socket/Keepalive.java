package org.openenv.core.host.socket;

import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.session.HostContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Pings every WebSocket client, and drops those of which nothing has been heard for too long: half-open connections. */
final class Keepalive {

    /** One connection that is watched. */
    static final class Watched {

        private final WebSocketChannel channel;
        private volatile long lastHeard = System.nanoTime();
        private volatile boolean paused;
        private volatile boolean pinging;
        private long lastPing = System.nanoTime();

        private Watched(WebSocketChannel channel) {
            this.channel = channel;
        }

        /** Notes that the client gave a sign of life. */
        void heard() {
            lastHeard = System.nanoTime();
        }

        /** Notes that nothing can be heard, because the connection is not read; or that it is again. */
        void paused(boolean value) {
            heard();
            paused = value;
        }

        private void ping() {
            lastPing = System.nanoTime();
            if (!pinging) { // a ping that did not go out yet says as much as two
                pinging = true;
                WebSockets.sendPing(ByteBuffer.allocate(0), channel, new WebSocketCallback<Void>() {
                    @Override
                    public void complete(WebSocketChannel sent, Void nothing) {
                        pinging = false;
                    }

                    @Override
                    public void onError(WebSocketChannel broken, Void nothing, Throwable error) {
                        IoUtils.safeClose(broken);
                    }
                });
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Keepalive.class);

    private final Set<Watched> all = ConcurrentHashMap.newKeySet();
    private final long interval;
    private final long patience;

    private Keepalive(HostConfig config) {
        interval = config.times().pingInterval().toNanos();
        patience = config.times().pongTimeout().toNanos();
    }

    static Keepalive start(HostContext context) {
        Keepalive keepalive = new Keepalive(context.config());
        context.clock().every(pause(context.config()), keepalive::look);
        return keepalive;
    }

    private static Duration pause(HostConfig config) {
        Duration shorter =
                config.times().pingInterval().compareTo(config.times().pongTimeout()) < 0
                        ? config.times().pingInterval()
                        : config.times().pongTimeout();
        return shorter.dividedBy(4).plusMillis(1);
    }

    /** Watches a connection until it is closed. */
    Watched watch(WebSocketChannel channel) {
        Watched watched = new Watched(channel);
        all.add(watched);
        channel.addCloseTask(closed -> all.remove(watched));
        return watched;
    }

    private void look() {
        for (Watched watched : all) {
            try {
                look(watched);
            } catch (RuntimeException | Error failure) {
                LOG.warn("a connection can't be pinged; it is dropped", failure);
                IoUtils.safeClose(watched.channel);
            }
        }
    }

    /** What goes wrong with one connection ends that one. */
    private void look(Watched watched) {
        long now = System.nanoTime();
        if (!watched.paused && now - watched.lastHeard > patience + interval) {
            IoUtils.safeClose(watched.channel);
        } else if (now - watched.lastPing >= interval) {
            watched.ping();
        }
    }
}
