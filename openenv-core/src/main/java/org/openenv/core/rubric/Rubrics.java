package org.openenv.core.rubric;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;

/**
 * Makes rubrics and joins them:
 *
 * <pre>{@code
 * weightedSum(
 *         part("runs", 0.7, scoring((action, result) -> result.observation().exitCode() == 0 ? 1 : 0)),
 *         part("short", 0.3, scoring((action, result) -> action.code().length() < 200 ? 1 : 0)))
 * }</pre>
 */
public final class Rubrics {

    private Rubrics() {}

    /**
     * Returns a rubric that is one function of the action and its result.
     *
     * @param scorer returns a finite number
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     * @return the rubric
     */
    public static <A extends Action, O extends Observation> Rubric<A, O> scoring(
            ToDoubleBiFunction<? super A, ? super StepResult<O>> scorer) {
        return (action, result) -> Score.of(scorer.applyAsDouble(action, result));
    }

    /**
     * Names a rubric as a part of another.
     *
     * @param name the part's name, without dots
     * @param rubric what scores
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     * @return the part, of weight 1
     */
    public static <A extends Action, O extends Observation> Part<A, O> part(String name, Rubric<A, O> rubric) {
        return new Part<>(name, 1, rubric);
    }

    /**
     * Names a rubric as a part of a weighted sum.
     *
     * @param name the part's name, without dots
     * @param weight what its score is multiplied with, finite
     * @param rubric what scores
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     * @return the part
     */
    public static <A extends Action, O extends Observation> Part<A, O> part(
            String name, double weight, Rubric<A, O> rubric) {
        return new Part<>(name, weight, rubric);
    }

    /**
     * Returns the sum of the parts' scores, each times its weight.
     *
     * @param parts at least one, of different names
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     * @return the rubric
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <A extends Action, O extends Observation> Rubric<A, O> weightedSum(Part<A, O>... parts) {
        return new JoinedRubric<>(List.of(parts), JoinedRubric.Join.WEIGHTED_SUM);
    }

    /**
     * Returns a list of rubrics that are all asked; its score is the mean of theirs.
     *
     * @param parts at least one, of different names
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     * @return the rubric
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <A extends Action, O extends Observation> Rubric<A, O> list(Part<A, O>... parts) {
        return new JoinedRubric<>(List.of(parts), JoinedRubric.Join.MEAN);
    }

    /**
     * Returns rubrics that are asked one after another until one scores zero: then the score is zero and the rest is not
     * asked. Otherwise it is the last one's score.
     *
     * @param parts at least one, of different names
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     * @return the rubric
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <A extends Action, O extends Observation> Rubric<A, O> sequential(Part<A, O>... parts) {
        return new JoinedRubric<>(List.of(parts), JoinedRubric.Join.SEQUENTIAL);
    }

    /**
     * Returns a rubric whose score is zero unless it reaches a threshold.
     *
     * @param name the name of the gated rubric among the parts
     * @param threshold the least score that passes, finite
     * @param rubric what scores
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     * @return the rubric
     */
    public static <A extends Action, O extends Observation> Rubric<A, O> gate(
            String name, double threshold, Rubric<A, O> rubric) {
        return new GateRubric<>(part(name, rubric), threshold);
    }

    /**
     * Returns a rubric that scores a whole episode when it is done, and every step before that with zero.
     *
     * <p>The score of the last step credits each step of the episode in {@link Score#steps()}: the last one with the
     * episode's score, the one before it with the score times gamma, and so on.
     *
     * @param gamma the discount of one step, 0 to 1; 1 credits all alike
     * @param scorer returns the episode's score, finite
     * @param <A> the actions of the environment
     * @param <O> the observations of the environment
     * @return a rubric that remembers the running episode
     * @throws IllegalArgumentException if gamma is not 0 to 1
     */
    public static <A extends Action, O extends Observation> Rubric<A, O> trajectory(
            double gamma, TrajectoryScorer<A, O> scorer) {
        return new TrajectoryRubric<>(gamma, scorer);
    }
}
