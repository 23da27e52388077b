package org.openenv.core.host.socket;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.FlexBase64;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.IOException;
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
import org.openenv.core.host.session.Transport;
import org.openenv.core.wire.ServerMessage;

/** {@code /ws}: a connection opens a session, which ends with it, or attaches to one that it names. */
public final class WebSocketRoute {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private final HostContext context;
    private final Keepalive keepalive;

    /** Makes the route, and begins to ping those who come by it. */
    public WebSocketRoute(HostContext context) {
        this.context = context;
        this.keepalive = Keepalive.start(context);
    }

    /** The handler of an environment's {@code /ws}. */
    public HttpHandler handler(ServedEnvironment<?, ?, ?> environment) {
        WebSocketConnectionCallback callback = (exchange, channel) -> connected(environment, exchange, channel);
        HttpHandler plain = new WebSocketProtocolHandshakeHandler(List.of(new PromptHandshake(Set.of())), callback);
        HttpHandler withProtocol =
                new WebSocketProtocolHandshakeHandler(List.of(new PromptHandshake(Set.of(Subprotocol.NAME))), callback);
        return exchange -> {
            if (VERSION.equals(exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_VERSION))) {
                if (hasKey(exchange)) {
                    (Subprotocol.offered(exchange) ? withProtocol : plain).handleRequest(exchange);
                } else {
                    exchange.setPersistent(false)
                            .setStatusCode(StatusCodes.BAD_REQUEST)
                            .endExchange();
                }
            } else {
                exchange.getResponseHeaders()
                        .put(Headers.SEC_WEB_SOCKET_VERSION, VERSION)
                        .put(Headers.UPGRADE, "websocket");
                exchange.setPersistent(false)
                        .setStatusCode(StatusCodes.UPGRADE_REQUIRED)
                        .endExchange();
            }
        };
    }

    private static boolean hasKey(HttpServerExchange exchange) {
        String key = exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_KEY);
        try {
            return key != null && FlexBase64.decode(key).remaining() == KEY_BYTES;
        } catch (IOException noBase64) {
            return false;
        }
    }

    private <A extends Action, O extends Observation, S extends State> void connected(
            ServedEnvironment<A, O, S> environment, WebSocketHttpExchange exchange, WebSocketChannel channel) {
        SocketSender sender = new SocketSender(channel, context);
        String named = SessionParameter.of(exchange);
        if (named.isEmpty()) {
            own(environment, channel, sender);
            return;
        }
        try {
            attach(environment, named, channel, sender);
        } catch (OpenEnvException refusal) {
            RefusedSocket.refuse(channel, sender, environment.codec().write(ServerMessage.Failed.of(refusal), null));
        }
    }

    private <A extends Action, O extends Observation, S extends State> void own(
            ServedEnvironment<A, O, S> environment, WebSocketChannel channel, SocketSender sender) {
        Session<A, O, S> session = new Session<>(
                environment,
                context,
                Transport.WEBSOCKET,
                (end, farewell) -> sayGoodbye(environment, sender, end, farewell));
        converse(session, channel, sender, new OwningHold(session));
        var unused = session.open();
        channel.resumeReceives();
    }

    private <A extends Action, O extends Observation, S extends State> void attach(
            ServedEnvironment<A, O, S> environment, String id, WebSocketChannel channel, SocketSender sender) {
        Session<A, O, S> session = SessionParameter.find(context, environment, id);
        AttachedHold<A, O, S> hold = new AttachedHold<>(session, sender);
        if (!session.attachment().take(hold)) {
            throw SessionParameter.occupied(session);
        }
        session.touch();
        converse(session, channel, sender, hold);
        channel.resumeReceives();
    }

    private <A extends Action, O extends Observation, S extends State> void converse(
            Session<A, O, S> session, WebSocketChannel channel, SocketSender sender, Hold hold) {
        channel.addCloseTask(gone -> hold.end(SessionEnd.VANISHED, null));
        channel.getReceiveSetter()
                .set(new SocketConversation<>(session, channel, sender, hold, keepalive.watch(channel), context));
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
