package org.openenv.core.rubric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;
import org.openenv.core.rubric.TrajectoryScorer.Move;

/** Remembers the running episode and scores it when it is done. */
final class TrajectoryRubric<A extends Action, O extends Observation> implements Rubric<A, O> {

    private final double gamma;
    private final TrajectoryScorer<A, O> scorer;
    private final List<Move<A, O>> moves = new ArrayList<>();

    TrajectoryRubric(double gamma, TrajectoryScorer<A, O> scorer) {
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be 0 to 1, was " + gamma);
        }
        this.gamma = gamma;
        this.scorer = Objects.requireNonNull(scorer, "scorer is required");
    }

    @Override
    public Score score(A action, StepResult<O> result) {
        moves.add(new Move<>(action, result));
        if (!result.done()) {
            return Score.of(0);
        }
        double whole = scorer.score(List.copyOf(moves));
        return new Score(whole, Map.of(), credit(whole));
    }

    private List<Double> credit(double whole) {
        Double[] steps = new Double[moves.size()];
        double share = whole;
        for (int i = steps.length - 1; i >= 0; i--) {
            steps[i] = share;
            share *= gamma;
        }
        return Arrays.asList(steps);
    }

    @Override
    public void reset() {
        moves.clear();
    }

    @Override
    public Rubric<A, O> copy() {
        TrajectoryRubric<A, O> copy = new TrajectoryRubric<>(gamma, scorer);
        copy.moves.addAll(moves);
        return copy;
    }
}
