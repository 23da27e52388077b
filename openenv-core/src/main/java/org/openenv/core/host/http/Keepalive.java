package org.openenv.core.host.http;

import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.session.HostContext;
import org.xnio.IoUtils;

/** Pings every WebSocket client, and drops those of which nothing has been heard for too long: half-open connections. */
final class Keepalive {

    /** One connection that is watched. */
    static final class Watched {

        private final WebSocketChannel channel;
        private volatile long lastHeard = System.nanoTime();
        private long lastPing = System.nanoTime();

        private Watched(WebSocketChannel channel) {
            this.channel = channel;
        }

        /** Notes that the client gave a sign of life. */
        void heard() {
            lastHeard = System.nanoTime();
        }
    }

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
        long now = System.nanoTime();
        for (Watched watched : all) {
            if (now - watched.lastHeard > patience + interval) {
                IoUtils.safeClose(watched.channel);
            } else if (now - watched.lastPing >= interval) {
                watched.lastPing = now;
                WebSockets.sendPing(ByteBuffer.allocate(0), watched.channel, null);
            }
        }
    }
}
