package org.openenv.core.rollout;

import java.util.Optional;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.ResetOptions;

/**
 * What acts in episodes, as a rule a language model. Called by several threads at once, for one episode by one at a time; it
 * may block. An episode that is played again after its connection was lost asks from the beginning.
 *
 * @param <P> what an episode is about, a prompt or a task
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 */
@FunctionalInterface
public interface Policy<P, A extends Action, O extends Observation> {

    /**
     * Chooses the next action.
     *
     * @param episode what has happened so far
     * @return the action, or empty to end the episode
     * @throws Exception if there is none; the episode counts as failed, the others go on
     */
    Optional<A> next(Episode<P, A, O> episode) throws Exception;

    /**
     * Says how an episode starts.
     *
     * @param prompt what it is about
     * @param sample which of the prompt's samples, from 0
     * @return the seed, the episode's name, further parameters; by default none
     */
    default ResetOptions start(P prompt, int sample) {
        return ResetOptions.none();
    }
}
