package org.openenv.core.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkedFrom;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ServerAddress;
import org.openenv.core.wire.Reply;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.ServerMessage.Forked.Copy;

/**
 * Connects to the copies that a server has made of a session: to all of them at once, and if that fails with one, none is left
 * over.
 *
 * @param server where they are
 * @param config how to connect and wait
 * @param opener reads as much of a message as tells whom it answers
 */
record ForkedClients(ServerAddress server, ClientConfig config, Function<String, Reply<?, ?>> opener) {

    /**
     * Connects.
     *
     * @param count how many were asked for
     * @param client makes a client of a connection
     * @throws OpenEnvException if there is no copy, or one can't be reached
     */
    <C> List<C> connect(ServerMessage<?, ?> answer, int count, BiFunction<Connection, ForkedFrom, C> client) {
        if (!(answer instanceof ServerMessage.Forked<?, ?> forked)) {
            throw Answers.unexpected("copies", answer);
        }
        if (forked.copies().size() > count) { // each would be a connection
            throw new OpenEnvException(
                    ErrorCode.INVALID_ANSWER,
                    "asked for " + count + " copies, the server tells of "
                            + forked.copies().size());
        }
        List<KeptSession> sessions = new ArrayList<>();
        List<CompletableFuture<Connection>> opening = new ArrayList<>();
        List<ForkedFrom> origins = new ArrayList<>();
        for (Copy<?, ?> copy : forked.copies()) {
            if (copy.sessionId() != null) {
                var session = new KeptSession(server, copy.sessionId(), true, config);
                sessions.add(session);
                opening.add(Connections.attach(session, opener));
                origins.add(Origins.read(copy.metadata()));
            }
        }
        if (sessions.isEmpty()) {
            throw forked.copies().stream()
                    .map(Copy::failure)
                    .filter(failure -> failure != null)
                    .findFirst()
                    .map(ServerMessage.Failed::toException)
                    .orElseGet(() -> new OpenEnvException(ErrorCode.INVALID_ANSWER, "the server made no copy"));
        }
        List<C> clients = new ArrayList<>();
        OpenEnvException failure = null;
        for (int i = 0; i < opening.size(); i++) {
            try {
                clients.add(client.apply(opening.get(i).join(), origins.get(i)));
            } catch (CompletionException e) {
                failure = Failures.of(sessions.get(i).socket(), config, e);
            }
        }
        if (failure != null) {
            sessions.forEach(session -> session.end(config.times().connect()));
            throw failure;
        }
        return clients;
    }
}
