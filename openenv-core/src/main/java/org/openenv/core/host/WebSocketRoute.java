package org.openenv.core.host;

import io.undertow.server.HttpHandler;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.ServerMessage;

/** {@code /ws}: every connection opens a session, which ends with it. */
final class WebSocketRoute {

    private final HostContext context;
    private final Keepalive keepalive;

    WebSocketRoute(HostContext context) {
        this.context = context;
        this.keepalive = Keepalive.start(context);
    }

    /** The handler of an environment's {@code /ws}. */
    HttpHandler handler(ServedEnvironment<?, ?, ?> environment) {
        WebSocketConnectionCallback callback = (exchange, channel) -> connected(environment, channel);
        HttpHandler plain = new WebSocketProtocolHandshakeHandler(callback);
        HttpHandler withProtocol = new WebSocketProtocolHandshakeHandler(
                List.of(new Hybi13Handshake(Set.of(AccessGuard.SUBPROTOCOL), false)), callback);
        return exchange -> (AccessGuard.offersSubprotocol(exchange) ? withProtocol : plain).handleRequest(exchange);
    }

    private <A extends Action, O extends Observation, S extends State> void connected(
            ServedEnvironment<A, O, S> environment, WebSocketChannel channel) {
        SocketSender sender = new SocketSender(channel, context.config().maxMessageBytes());
        Session<A, O, S> session = new Session<>(
                environment, context, "websocket", (end, farewell) -> sayGoodbye(environment, sender, end, farewell));
        channel.addCloseTask(gone -> session.abort(SessionEnd.VANISHED, null));
        channel.getReceiveSetter()
                .set(new SocketConversation<>(session, sender, keepalive.watch(channel), context.config()));
        var unused = session.open();
        channel.resumeReceives();
    }

    private static <O extends Observation, S extends State> void sayGoodbye(
            ServedEnvironment<?, O, S> environment,
            SocketSender sender,
            SessionEnd end,
            @Nullable OpenEnvException farewell) {
        if (farewell != null) {
            sender.send(environment.codec().write(ServerMessage.Failed.of(farewell), null));
        }
        sender.close(end.closeCode());
    }
}
