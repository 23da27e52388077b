package org.openenv.core.host.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * A copy of another session's environment: until it is reset, each of its steps tells where it comes from. A frozen one takes
 * none.
 */
final class CopiedEnvironment<A extends Action, O extends Observation, S extends State>
        implements Environment<A, O, S> {

    static final String METADATA = "forked_from";

    private final Environment<A, O, S> copy;
    private final boolean frozen;

    CopiedEnvironment(Environment<A, O, S> copy, boolean frozen) {
        this.copy = copy;
        this.frozen = frozen;
    }

    private void requireNotFrozen() {
        if (frozen) {
            throw new OpenEnvException(
                    ErrorCode.EXECUTION_ERROR,
                    "this session is a snapshot, which stays as it is: fork it, and use the copy");
        }
    }

    @Override
    public StepResult<O> reset(ResetOptions options) {
        requireNotFrozen();
        return copy.reset(options);
    }

    @Override
    public StepResult<O> step(A action, StepOptions options) {
        requireNotFrozen();
        StepResult<O> result = copy.step(action, options);
        Optional<Map<String, Object>> origin = copy.forkedFrom().map(SessionFork::origin);
        return result == null || origin.isEmpty() ? result : result.withMetadata(METADATA, origin.get());
    }

    @Override
    public boolean interrupt() {
        return copy.interrupt();
    }

    @Override
    public List<? extends Environment<A, O, S>> fork(int count, ForkOptions options) {
        return copy.fork(count, options);
    }

    @Override
    public Optional<ForkedFrom> forkedFrom() {
        return copy.forkedFrom();
    }

    @Override
    public List<RubricNode> rubric() {
        return copy.rubric();
    }

    @Override
    public Workspace workspace() {
        requireNotFrozen();
        return copy.workspace();
    }

    @Override
    public @Nullable String process() {
        return copy.process();
    }

    @Override
    public S state() {
        return copy.state();
    }

    @Override
    public void close() {
        copy.close();
    }
}
