package org.openenv.core.host.socket;

import io.undertow.server.HttpHandler;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.mcp.McpConversation;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.host.session.Transport;
import org.openenv.core.wire.ServerMessage;

/** {@code /ws}: a connection opens a session, which ends with it, or attaches to one that it names. */
public final class WebSocketRoute {

    private final HostContext context;
    private final Keepalive keepalive;

    /** Makes the route, and begins to ping those who come by it. */
    public WebSocketRoute(HostContext context) {
        this.context = context;
        this.keepalive = Keepalive.start(context);
    }

    /** The handler of an environment's {@code /ws}. */
    public HttpHandler handler(ServedEnvironment<?, ?, ?> environment) {
        return handler(Subprotocol.NAME, (exchange, channel) -> connected(environment, exchange, channel));
    }

    /** The handler of an environment's {@code /mcp} for those who want a WebSocket: each has a session of its own. */
    public HttpHandler mcpHandler(ServedEnvironment<?, ?, ?> environment) {
        return handler(Subprotocol.MCP, (exchange, channel) -> speaksMcp(environment, channel));
    }

    /** The handler of what tells of an episode that several share. */
    public HttpHandler feedHandler(EpisodeFeed<?, ?, ?> feed) {
        return handler(Subprotocol.NAME, (exchange, channel) -> feed.join(channel, keepalive.watch(channel)));
    }

    private HttpHandler handler(String subprotocol, WebSocketConnectionCallback callback) {
        HttpHandler plain = handshake(Set.of(), callback);
        HttpHandler withProtocol = handshake(Set.of(subprotocol), callback);
        return exchange -> (Subprotocol.offered(exchange, subprotocol) ? withProtocol : plain).handleRequest(exchange);
    }

    private HttpHandler handshake(Set<String> subprotocols, WebSocketConnectionCallback callback) {
        long maxFrame = context.config().limits().maxMessageBytes();
        return new WebSocketProtocolHandshakeHandler(List.of(new PromptHandshake(subprotocols, maxFrame)), callback);
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
            attach(environment, named, exchange, channel, sender);
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
                (end, error) -> sendClose(
                        sender,
                        end,
                        error,
                        reason -> environment.codec().write(ServerMessage.Failed.of(reason), null)));
        OwningHold hold = new OwningHold(session);
        open(session, channel, sender, hold, new EnvironmentDialogue<>(session, sender, hold, context, false));
    }

    private <A extends Action, O extends Observation, S extends State> void speaksMcp(
            ServedEnvironment<A, O, S> environment, WebSocketChannel channel) {
        SocketSender sender = new SocketSender(channel, context);
        Session<A, O, S> session = new Session<>(
                environment,
                context,
                Transport.WEBSOCKET,
                (end, error) -> sendClose(sender, end, error, McpDialogue::closingError));
        McpConversation<A, O, S> conversation = new McpConversation<>(session, context, true);
        open(session, channel, sender, new OwningHold(session), new McpDialogue<>(conversation, sender));
    }

    private <A extends Action, O extends Observation, S extends State> void open(
            Session<A, O, S> session,
            WebSocketChannel channel,
            SocketSender sender,
            Hold hold,
            Dialogue<A, O, S> dialogue) {
        converse(session, channel, sender, hold, dialogue);
        var unused = session.open();
        channel.resumeReceives();
    }

    private <A extends Action, O extends Observation, S extends State> void attach(
            ServedEnvironment<A, O, S> environment,
            String id,
            WebSocketHttpExchange exchange,
            WebSocketChannel channel,
            SocketSender sender) {
        Session<A, O, S> session = SessionParameter.find(context, environment, id);
        AttachedHold<A, O, S> hold =
                new AttachedHold<>(session, sender, context.clock(), SessionParameter.lingers(exchange));
        if (!session.attachment().take(hold)) {
            throw SessionParameter.occupied(session);
        }
        session.activity().touch();
        converse(
                session,
                channel,
                sender,
                hold,
                new EnvironmentDialogue<>(session, sender, hold, context, SessionParameter.resumes(exchange)));
        channel.resumeReceives();
    }

    private <A extends Action, O extends Observation, S extends State> void converse(
            Session<A, O, S> session,
            WebSocketChannel channel,
            SocketSender sender,
            Hold hold,
            Dialogue<A, O, S> dialogue) {
        channel.addCloseTask(gone -> hold.end(SocketConversation.lost(gone), null));
        channel.getReceiveSetter()
                .set(new SocketConversation<>(
                        session, channel, sender, hold, dialogue, keepalive.watch(channel), context));
    }

    private static void sendClose(
            SocketSender sender,
            SessionEnd end,
            @Nullable OpenEnvException error,
            Function<OpenEnvException, String> written) {
        if (error != null) {
            sender.send(written.apply(error));
        }
        sender.close(end.closeCode());
    }
}
