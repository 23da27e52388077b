package org.openenv.core.spi;

import java.util.function.Function;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.State;

/**
 * The sessions of an environment in the hands of a {@link Door}: those that any client has, with the same places, times and ends.
 * Safe for use by several threads.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public interface DoorSessions<A extends Action, O extends Observation, S extends State> {

    /**
     * Opens a session and waits until its environment is there.
     *
     * @return its id
     * @throws org.openenv.core.OpenEnvException with {@code CAPACITY_REACHED} where there is no place, {@code FACTORY_ERROR} where no
     *     environment can be made, {@code INTERRUPTED} where the calling thread is interrupted
     */
    String open();

    /**
     * Returns whether a session is open.
     *
     * @param id its id
     * @return {@code false} where there is none, or one of another environment
     */
    boolean isOpen(String id);

    /**
     * Does something in a session's turn, as a step is taken, and waits for it. Where the calling thread is interrupted, what the
     * environment does is, too.
     *
     * @param id the session
     * @param work what to do; the environment is not to be closed
     * @param <T> what comes of it
     * @return what came of it
     * @throws org.openenv.core.OpenEnvException with {@code SESSION_ERROR} where there is no such session, or it ended, {@code
     *     CAPACITY_REACHED} where too many requests wait for it; and whatever the work throws
     */
    <T> T perform(String id, Function<Environment<A, O, S>, T> work);

    /**
     * Ends early what a session does.
     *
     * @param id the session
     * @return whether something was interrupted
     */
    boolean interrupt(String id);

    /**
     * Ends a session and waits, but not for long, until its environment is closed. Where there is none nothing happens.
     *
     * @param id the session
     */
    void close(String id);
}
