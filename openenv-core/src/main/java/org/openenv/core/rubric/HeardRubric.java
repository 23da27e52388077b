package org.openenv.core.rubric;

import java.util.Map;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;

/** A rubric and who hears of its scores. */
record HeardRubric<A extends Action, O extends Observation>(Rubric<A, O> inner, ScoreListener<A, O> listener)
        implements Rubric<A, O> {

    @Override
    public Score score(A action, StepResult<O> result) {
        Score score = inner.score(action, result);
        listener.scored(action, result, score);
        return score;
    }

    @Override
    public void reset() {
        inner.reset();
    }

    /** One listener hears all copies: it can tell them apart by nothing. */
    @Override
    public Rubric<A, O> copy() {
        return new HeardRubric<>(inner.copy(), listener);
    }

    @Override
    public Map<String, Rubric<A, O>> children() {
        return inner.children();
    }
}
