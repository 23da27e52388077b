package org.openenv.core.rollout;

import java.util.List;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;

/**
 * An episode so far. Immutable.
 *
 * @param prompt what it is about
 * @param sample which of the prompt's samples it is, from 0
 * @param start what its reset returned
 * @param turns its steps, possibly none
 * @param <P> what an episode is about
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 */
public record Episode<P, A extends Action, O extends Observation>(
        P prompt, int sample, StepResult<O> start, List<Turn<A, O>> turns) {

    /** Copies. */
    public Episode {
        turns = List.copyOf(turns);
    }

    /**
     * Returns what the environment showed last.
     *
     * @return the result of the last step, or of the reset before there was one
     */
    public StepResult<O> last() {
        return turns.isEmpty() ? start : turns.get(turns.size() - 1).result();
    }
}
