package org.openenv.core.client;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ServerAddress;
import org.openenv.core.wire.Reply;

/** Opens the kind of connection that a configuration asks for. */
final class Connections {

    private Connections() {}

    /** Connects, and waits for it. */
    static Connection openNow(String server, ClientConfig config, Function<String, Reply<?, ?>> opener) {
        URI uri = ServerAddress.of(server).socket();
        CompletableFuture<Connection> opening = open(server, config, opener);
        try {
            return opening.get();
        } catch (InterruptedException e) {
            giveUp(opening);
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while connecting to " + uri, e);
        } catch (ExecutionException e) {
            throw Failures.of(uri, config, e);
        }
    }

    /** Wants a connection no more, whether it is there already or not. */
    static void giveUp(CompletableFuture<Connection> opening) {
        if (!opening.cancel(true)) {
            var unused = opening.thenAccept(Connections::drop);
        }
    }

    private static void drop(Connection connection) {
        ClientThreads.callbacks().execute(() -> connection.close("", SocketConnection.CLOSE_HANDSHAKE));
    }

    /**
     * Connects.
     *
     * @param opener reads as much of a message as tells whom it answers
     * @return the connection, later, or why there is none: see {@link Failures#of}; once cancelled there will be none
     */
    static CompletableFuture<Connection> open(
            String server, ClientConfig config, Function<String, Reply<?, ?>> opener) {
        ServerAddress address = ServerAddress.of(server);
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        boolean keeps = !config.times().reattach().isZero();
        CompletableFuture<? extends Connection> opening = keeps
                ? KeptSession.open(address, config).thenCompose(session -> kept(session, config, opener))
                : SocketConnection.open(KeptSession.socket(address, config), config, opener);
        var unused = opening.whenComplete((connection, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
            } else if (!opened.complete(connection)) {
                drop(connection);
            }
        });
        var unusedToo = opened.whenComplete((connection, failure) -> {
            // one that keeps its session is waited for: only when it is there can the session be ended
            if (opened.isCancelled() && !keeps) {
                opening.cancel(true);
            }
        });
        return opened;
    }

    /** Attaches to a session that is there already, and ends with the connection, or at once if there is none to be had. */
    static CompletableFuture<Connection> attach(KeptSession session, Function<String, Reply<?, ?>> opener) {
        return session.config().times().reattach().isZero()
                ? SocketConnection.open(session.socket(), session.config(), opener)
                        .thenApply(connection -> new OwnedConnection(connection, session))
                : ReattachingConnection.open(session, session.config(), opener);
    }

    /** A session to which there is no connection is nobody's. */
    private static CompletableFuture<Connection> kept(
            KeptSession session, ClientConfig config, Function<String, Reply<?, ?>> opener) {
        return ReattachingConnection.open(session, config, opener).whenComplete((connection, failure) -> {
            if (failure != null) {
                ClientThreads.callbacks().execute(() -> session.end(SocketConnection.CLOSE_HANDSHAKE));
            }
        });
    }
}
