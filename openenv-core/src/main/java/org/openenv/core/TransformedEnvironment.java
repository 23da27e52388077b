package org.openenv.core;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An environment whose results pass through a transform: the one place where transforms run. */
final class TransformedEnvironment<A extends Action, O extends Observation, S extends State>
        implements Environment<A, O, S> {

    private final Environment<A, O, S> inner;
    private final Transform<A, O> transform;

    TransformedEnvironment(Environment<A, O, S> inner, Transform<A, O> transform) {
        this.inner = Objects.requireNonNull(inner, "inner is required");
        this.transform = Objects.requireNonNull(transform, "transform is required");
    }

    @Override
    public StepResult<O> reset(ResetOptions options) {
        return transform.onReset(inner.reset(options));
    }

    @Override
    public StepResult<O> step(A action, StepOptions options) {
        return transform.onStep(action, inner.step(action, options));
    }

    @Override
    public boolean interrupt() {
        return inner.interrupt();
    }

    @Override
    public List<RubricNode> rubric() {
        List<RubricNode> own = transform.rubric();
        return own.isEmpty() ? inner.rubric() : own;
    }

    @Override
    public Workspace workspace() {
        return inner.workspace();
    }

    @Override
    public @Nullable String process() {
        return inner.process();
    }

    @Override
    public S state() {
        return inner.state();
    }

    @Override
    public void close() {
        inner.close();
    }
}
