package org.openenv.core.conformance.check;

import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.State;

/**
 * An environment that is put to the {@link EnvironmentChecks}, wherever it runs.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public interface EnvironmentUnderTest<A extends Action, O extends Observation, S extends State> {

    /**
     * Opens a fresh environment, a session of its own.
     *
     * @return an environment that has not been reset; the check closes it
     * @throws NotApplicableException if there is no room for another
     */
    Environment<A, O, S> open();

    /**
     * Makes an action that the environment accepts as the first and the second of an episode and that does not end it.
     *
     * @return an action
     */
    A action();
}
