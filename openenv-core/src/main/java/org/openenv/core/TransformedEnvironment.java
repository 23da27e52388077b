package org.openenv.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /** The transform is copied first, for that fails sooner and leaves nothing behind. */
    @Override
    public List<Environment<A, O, S>> fork(int count, ForkOptions options) {
        List<Transform<A, O>> transforms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transforms.add(transform.copy());
        }
        List<? extends Environment<A, O, S>> copies = inner.fork(count, options);
        List<Environment<A, O, S>> transformed = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            transformed.add(new TransformedEnvironment<>(copies.get(i), transforms.get(i)));
        }
        return transformed;
    }

    @Override
    public Optional<ForkedFrom> forkedFrom() {
        return inner.forkedFrom();
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
