package org.openenv.coding.server.task;

import static org.openenv.core.rubric.Rubrics.part;
import static org.openenv.core.rubric.Rubrics.scoring;
import static org.openenv.core.rubric.Rubrics.weightedSum;

import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.core.Transform;
import org.openenv.core.rubric.Rubric;

/** Rewards a submission by its verdict. Both parts are told, one of them counts. */
final class VerdictRubric {

    private VerdictRubric() {}

    /** Rewards the steps that have a verdict. */
    static Transform<CodeAction, CodeObservation> transform(Reward reward) {
        Transform<CodeAction, CodeObservation> rewarding = of(reward).asReward();
        return (action, result) ->
                result.metadata().containsKey(VerdictMetadata.NAME) ? rewarding.onStep(action, result) : result;
    }

    private static Rubric<CodeAction, CodeObservation> of(Reward reward) {
        return weightedSum(
                part("fraction", reward.all() ? 0 : 1, scoring((action, result) -> VerdictMetadata.score(result))),
                part(
                        "all",
                        reward.all() ? 1 : 0,
                        scoring((action, result) -> VerdictMetadata.score(result) == 1 ? 1 : 0)));
    }
}
