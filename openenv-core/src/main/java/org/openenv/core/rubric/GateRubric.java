package org.openenv.core.rubric;

import java.util.Map;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;

/** A rubric that counts for nothing below a threshold. */
record GateRubric<A extends Action, O extends Observation>(Part<A, O> gated, double threshold) implements Rubric<A, O> {

    GateRubric {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("threshold must be finite, was " + threshold);
        }
    }

    @Override
    public Score score(A action, StepResult<O> result) {
        Score score = gated.rubric().score(action, result);
        return Score.of(score.value() >= threshold ? score.value() : 0, Map.of(gated.name(), score));
    }

    @Override
    public void reset() {
        gated.rubric().reset();
    }

    @Override
    public Rubric<A, O> copy() {
        return new GateRubric<>(gated.copy(), threshold);
    }

    @Override
    public Map<String, Rubric<A, O>> children() {
        return Map.of(gated.name(), gated.rubric());
    }
}
