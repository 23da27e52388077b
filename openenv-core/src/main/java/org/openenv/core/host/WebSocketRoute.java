package org.openenv.core.host;

import io.undertow.server.HttpHandler;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.Set;
import java.util.concurrent.Executor;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.ServerMessage;

/** {@code /ws}: every connection opens a session, which ends with it. */
final class WebSocketRoute {

    private final SessionRegistry registry;
    private final Executor lanes;
    private final int maxMessageBytes;

    WebSocketRoute(SessionRegistry registry, Executor lanes, int maxMessageBytes) {
        this.registry = registry;
        this.lanes = lanes;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** The handler of an environment's {@code /ws}. */
    HttpHandler handler(ServedEnvironment<?, ?, ?> environment) {
        return new WebSocketProtocolHandshakeHandler(
                Set.of(new PromptHandshake()),
                (WebSocketHttpExchange exchange, WebSocketChannel channel) -> connected(environment, channel));
    }

    private <A extends Action, O extends Observation, S extends State> void connected(
            ServedEnvironment<A, O, S> environment, WebSocketChannel channel) {
        SocketSender sender = new SocketSender(channel, maxMessageBytes);
        Session<A, O, S> session;
        try {
            session = Session.open(environment, registry, lanes, end -> sender.close(end.closeCode()));
        } catch (OpenEnvException refused) {
            sender.send(environment.codec().write(ServerMessage.Failed.of(refused), null));
            sender.close(SessionEnd.NOT_STARTED.closeCode());
            return;
        }
        channel.addCloseTask(gone -> session.abort(SessionEnd.VANISHED));
        channel.getReceiveSetter().set(new SocketConversation<>(session, sender, maxMessageBytes));
        session.submit(() -> start(session, sender));
        channel.resumeReceives();
    }

    private static <A extends Action, O extends Observation, S extends State> void start(
            Session<A, O, S> session, SocketSender sender) {
        try {
            session.start();
        } catch (OpenEnvException failure) {
            sender.send(session.environment().codec().write(ServerMessage.Failed.of(failure), null));
            session.abort(SessionEnd.NOT_STARTED);
        }
    }
}
