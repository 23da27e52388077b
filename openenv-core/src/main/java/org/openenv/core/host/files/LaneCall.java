package org.openenv.core.host.files;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.Workspace;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/**
 * A short thing that is done with a session's files, in its turn among the session's requests. A transfer is many of them, so
 * that two transfers and the steps between them go on side by side.
 */
public final class LaneCall<T, A extends Action, O extends Observation, S extends State> implements Carrier<A, O, S> {

    private final Function<Workspace, T> work;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;

    private LaneCall(Function<Workspace, T> work) {
        this.work = work;
    }

    /**
     * Has something done.
     *
     * @return what came of it, later; or an {@link OpenEnvException}
     */
    public static <T, A extends Action, O extends Observation, S extends State> CompletableFuture<T> submit(
            Session<A, O, S> session, Function<Workspace, T> work) {
        LaneCall<T, A, O, S> call = new LaneCall<>(work);
        if (session.requests().full()) {
            return CompletableFuture.failedFuture(new OpenEnvException(
                    ErrorCode.CAPACITY_REACHED,
                    "Too many requests wait for this session; try again when they are done."));
        }
        session.requests().submit(call, () -> {});
        return call.done;
    }

    @Override
    public ClientMessage<A> read() {
        return new ClientMessage.Files<>(Map.of(), null);
    }

    @Override
    public ServerMessage<O, S> perform(ClientMessage<A> request, Session<A, O, S> session) {
        result = work.apply(session.workspace());
        return new ServerMessage.AboutFiles<>(Map.of());
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        if (answer instanceof ServerMessage.Failed<O, S> failed) {
            done.completeExceptionally(failed.toException());
        } else {
            done.complete(result);
        }
    }

    @Override
    public void refuse(SessionEnd end, OpenEnvException reason) {
        done.completeExceptionally(reason);
    }

    @Override
    public void cut() {
        done.completeExceptionally(
                new OpenEnvException(ErrorCode.SESSION_ERROR, "The session can't do this any more."));
    }
}
