package org.openenv.core;

import org.jspecify.annotations.Nullable;

/**
 * Where an episode stands.
 *
 * <p>Implementations are records of plain data; further components become further fields of the state on the wire.
 */
public interface State {

    /**
     * Returns the name of the running episode.
     *
     * @return the id asked for at reset or one the environment made; {@code null} before the first reset
     */
    @Nullable
    String episodeId();

    /**
     * Returns how many steps the episode has seen, failed ones included.
     *
     * @return zero or more; zero after a reset
     */
    int stepCount();
}
