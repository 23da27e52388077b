package org.openenv.core.client;

import java.util.List;
import java.util.Optional;
import org.openenv.core.Action;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.Observation;
import org.openenv.core.State;

/**
 * A session as it was at one moment, kept on the server: to begin from there again, as often as one likes. It ends when it is closed, by
 * the server's limits as any session does, and with the session it is of if that was asked for. Safe for use by several threads.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class Snapshot<A extends Action, O extends Observation, S extends State> implements AutoCloseable {

    private final EnvClient<A, O, S> frozen;

    Snapshot(EnvClient<A, O, S> frozen) {
        this.frozen = frozen;
    }

    /**
     * Begins from here once more.
     *
     * @return a session of its own, the caller's to close
     * @throws org.openenv.core.OpenEnvException as {@link EnvClient#fork(int, ForkOptions)}
     */
    public EnvClient<A, O, S> open() {
        return open(1, ForkOptions.none()).get(0);
    }

    /**
     * Begins from here several times.
     *
     * @param count how often, 1 to 256
     * @param options how to make the copies, and whether they are to go on alike
     * @return sessions of their own, the caller's to close
     * @throws org.openenv.core.OpenEnvException as {@link EnvClient#fork(int, ForkOptions)}
     */
    public List<EnvClient<A, O, S>> open(int count, ForkOptions options) {
        return frozen.fork(count, options);
    }

    /**
     * Returns where the episode stands that is kept.
     *
     * @return the state
     */
    public S state() {
        return frozen.state();
    }

    /**
     * Returns which episode is kept, and which step of it.
     *
     * @return where it comes from
     */
    public Optional<ForkedFrom> forkedFrom() {
        return frozen.forkedFrom();
    }

    /**
     * Returns whether it is still there.
     *
     * @return {@code false} once it was closed, or the server has ended it
     */
    public boolean isOpen() {
        return frozen.isOpen();
    }

    /** Gives it up. What was opened from it goes on. */
    @Override
    public void close() {
        frozen.close();
    }
}
