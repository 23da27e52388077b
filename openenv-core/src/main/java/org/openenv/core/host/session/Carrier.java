package org.openenv.core.host.session;

import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** How one request came in and how its answer goes out; each transport has its own. Called on the session's lane. */
public interface Carrier<A extends Action, O extends Observation, S extends State> {

    /**
     * Reads the request from its bytes, which it then lets go.
     *
     * @throws OpenEnvException for a client's mistake, which becomes the answer
     */
    ClientMessage<A> read();

    /** Whether the request was answered before, and so is only to be told the same again. */
    default boolean answeredBefore(ClientMessage<A> request) {
        return false;
    }

    /** Sends the answer that a request had before. */
    default void answerAgain(ClientMessage<A> request) {}

    /**
     * Carries the request out.
     *
     * @throws RuntimeException or an error, which becomes the answer
     */
    default ServerMessage<O, S> perform(ClientMessage<A> request, Session<A, O, S> session) {
        return StepDeadline.hold(request, session);
    }

    /**
     * Writes an answer whole, then sends it.
     *
     * @throws RuntimeException or an error if it can't be written; then nothing has gone out, and another may be tried
     */
    void send(ServerMessage<O, S> answer, @Nullable String requestId);

    /** Answers a request that was not carried out, because its session ended. */
    void refuse(SessionEnd end, OpenEnvException reason);

    /** Lets a client go that closes; {@code false} where its session ends with that. */
    default boolean leave() {
        return false;
    }

    /** Ends the connection: the last resort where not even a failure can be written. */
    void cut();
}
