package org.openenv.core.host.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** Takes the steps of one message in order, each told to the observers as one that came alone. On the session's lane. */
public final class SeveralSteps<A extends Action, O extends Observation, S extends State> {

    private final ClientMessage.Steps<A> request;
    private final Session<A, O, S> session;
    private final List<StepResult<O>> results = new ArrayList<>();

    /** What the answer has grown to: results are held until the last one is there, and so they are bounded together. */
    private long size;

    private SeveralSteps(ClientMessage.Steps<A> request, Session<A, O, S> session) {
        this.request = request;
        this.session = session;
    }

    /** Takes them, and returns what came of those that were taken. */
    public static <A extends Action, O extends Observation, S extends State> ServerMessage<O, S> take(
            ClientMessage.Steps<A> request, Session<A, O, S> session) {
        return new SeveralSteps<>(request, session).take();
    }

    private ServerMessage<O, S> take() {
        for (A action : request.actions()) {
            if (session.termination().aborted() != null) {
                return new ServerMessage.Taken<>(results, null); // nobody waits for it any more
            }
            ServerMessage<O, S> answer = step(action);
            if (answer instanceof ServerMessage.Failed<O, S> failed) {
                return new ServerMessage.Taken<>(results, failed);
            }
            StepResult<O> result = ((ServerMessage.Observed<O, S>) answer).result();
            results.add(result);
            if (result.done() || (request.stopOnError() && result.metadata().get("error") != null)) {
                break;
            }
        }
        return new ServerMessage.Taken<>(results, null);
    }

    private ServerMessage<O, S> step(A action) {
        var step = new ClientMessage.Step<>(action, request.options(), request.requestId());
        long began = session.recorder().begin(step);
        ServerMessage<O, S> answer = answer(step);
        session.recorder().end(began, step, answer, session.own().instance());
        return answer;
    }

    private ServerMessage<O, S> answer(ClientMessage.Step<A> step) {
        try {
            ServerMessage<O, S> answer = StepDeadline.hold(step, session);
            size += session.environment().codec().writeBody(answer).length();
            int most = session.context().config().limits().maxMessageBytes();
            return size <= most
                    ? answer
                    : failed(
                            "the results of this message are larger together than the " + most
                                    + " bytes of a message; this one was taken and is not shown: send fewer steps at once",
                            null);
        } catch (OpenEnvException failure) {
            if (failure.code() == ErrorCode.UNKNOWN_TYPE) {
                throw failure; // no step is served, and so no message of several
            }
            return ServerMessage.Failed.of(failure);
        } catch (Throwable failure) {
            session.threw(failure);
            return failed(Failures.describe(failure), failure);
        }
    }

    private ServerMessage<O, S> failed(String why, @Nullable Throwable cause) {
        return ServerMessage.Failed.of(new OpenEnvException(ErrorCode.EXECUTION_ERROR, why, cause));
    }
}
