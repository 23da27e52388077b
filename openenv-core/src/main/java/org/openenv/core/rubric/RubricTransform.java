package org.openenv.core.rubric;

import java.util.List;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.RubricNode;
import org.openenv.core.StepResult;
import org.openenv.core.Transform;

/** Rewards each step by a rubric, and forgets the episode at a reset. */
final class RubricTransform<A extends Action, O extends Observation> implements Transform<A, O> {

    /** What becomes of a result's reward, given the score. */
    interface Rewarding<O extends Observation> {
        StepResult<O> apply(StepResult<O> result, double score);
    }

    private static final String METADATA = "rubric";

    /** Where trainers look for the parts' scores. */
    private static final String LEAVES = "rubric_scores";

    private final Rubric<A, O> rubric;
    private final Rewarding<O> rewarding;

    RubricTransform(Rubric<A, O> rubric, Rewarding<O> rewarding) {
        this.rubric = rubric;
        this.rewarding = rewarding;
    }

    @Override
    public StepResult<O> onStep(A action, StepResult<O> result) {
        Score score = rubric.score(action, result);
        StepResult<O> rewarded = rewarding.apply(result, score.value()).withMetadata(METADATA, score.toMetadata());
        return score.parts().isEmpty() ? rewarded : rewarded.withMetadata(LEAVES, score.leaves());
    }

    @Override
    public Transform<A, O> copy() {
        return new RubricTransform<>(rubric.copy(), rewarding);
    }

    @Override
    public List<RubricNode> rubric() {
        return RubricTree.of(rubric);
    }

    @Override
    public StepResult<O> onReset(StepResult<O> result) {
        rubric.reset();
        return result;
    }
}
