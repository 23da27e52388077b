package org.openenv.core.host.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.rpc.JsonValue;

/** Something that this process does in a session's turn; what came of it is a future. */
final class SessionWork<A extends Action, O extends Observation, S extends State, T> implements Carrier<A, O, S> {

    private final Function<Environment<A, O, S>, T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private @Nullable T value;
    private @Nullable RuntimeException thrown;

    SessionWork(Function<Environment<A, O, S>, T> work) {
        this.work = work;
    }

    CompletableFuture<T> result() {
        return result;
    }

    @Override
    public ClientMessage<A> read() {
        return new ClientMessage.Rpc<>(JsonValue.empty(), null);
    }

    @Override
    public ServerMessage<O, S> perform(ClientMessage<A> ignored, Session<A, O, S> session) {
        try {
            value = work.apply(session.lend());
        } catch (RuntimeException failure) {
            thrown = failure;
        }
        return new ServerMessage.RpcAnswer<>(null);
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        if (answer instanceof ServerMessage.Failed<O, S> failed) {
            result.completeExceptionally(failed.toException());
        } else if (thrown != null) {
            result.completeExceptionally(thrown);
        } else {
            result.complete(value);
        }
    }

    @Override
    public void refuse(SessionEnd end, OpenEnvException reason) {
        result.completeExceptionally(reason);
    }

    @Override
    public void cut() {
        result.cancel(false);
    }
}
