package org.openenv.core.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
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
        HttpHandler plain = new WebSocketProtocolHandshakeHandler(List.of(new PromptHandshake(Set.of())), callback);
        HttpHandler withProtocol = new WebSocketProtocolHandshakeHandler(
                List.of(new PromptHandshake(Set.of(AccessGuard.SUBPROTOCOL))), callback);
        return exchange -> (AccessGuard.offersSubprotocol(exchange) ? withProtocol : plain).handleRequest(exchange);
    }

    private <A extends Action, O extends Observation, S extends State> void connected(
            ServedEnvironment<A, O, S> environment, WebSocketChannel channel) {
        SocketSender sender =
                new SocketSender(channel, context.config().limits().maxMessageBytes());
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
