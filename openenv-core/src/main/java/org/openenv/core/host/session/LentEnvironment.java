package org.openenv.core.host.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.RubricNode;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.Workspace;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** A session's environment in the hands of a tool: what it does there is counted, told and held to its time as if a client had asked for it. */
final class LentEnvironment<A extends Action, O extends Observation, S extends State> implements Environment<A, O, S> {

    private final Environment<A, O, S> own;
    private final Session<A, O, S> session;
    private final ExchangeRecorder recorder;

    LentEnvironment(Environment<A, O, S> own, Session<A, O, S> session) {
        this.own = own;
        this.session = session;
        this.recorder = session.recorder();
    }

    @Override
    public StepResult<O> reset(ResetOptions options) {
        return recorded(new ClientMessage.Reset<>(options, null), () -> own.reset(options));
    }

    @Override
    public StepResult<O> step(A action, StepOptions options) {
        return recorded(
                new ClientMessage.Step<>(action, options, null),
                () -> StepDeadline.within(options.timeout(), session, () -> own.step(action, options)));
    }

    private StepResult<O> recorded(ClientMessage<A> request, Supplier<StepResult<O>> doing) {
        long began = recorder.begin(request);
        ServerMessage<O, S> answer = ServerMessage.Failed.of(
                new OpenEnvException(ErrorCode.EXECUTION_ERROR, "the environment threw an error"));
        try {
            StepResult<O> result = doing.get();
            answer = new ServerMessage.Observed<>(result);
            return result;
        } catch (RuntimeException failure) {
            answer = ServerMessage.Failed.of(
                    new OpenEnvException(ErrorCode.EXECUTION_ERROR, Failures.describe(failure), failure));
            throw failure;
        } finally {
            recorder.end(began, request, answer, own);
        }
    }

    @Override
    public boolean interrupt() {
        return own.interrupt();
    }

    @Override
    public List<? extends Environment<A, O, S>> fork(int count, ForkOptions options) {
        return own.fork(count, options);
    }

    @Override
    public Optional<ForkedFrom> forkedFrom() {
        return own.forkedFrom();
    }

    @Override
    public List<RubricNode> rubric() {
        return own.rubric();
    }

    @Override
    public Workspace workspace() {
        return own.workspace();
    }

    @Override
    public @Nullable String process() {
        return own.process();
    }

    @Override
    public S state() {
        return own.state();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("a tool can't close its session's environment");
    }
}
