package org.openenv.core.container;

/**
 * An engine that runs containers: what a new place for environments to run in implements. Implementations are safe for
 * use by several threads.
 */
public interface ContainerProvider extends AutoCloseable {

    /**
     * Starts a container. Returns as soon as the engine says that it runs, which is before the server in it answers: see
     * {@link RunningContainer#awaitReady}. Leaves nothing behind when it fails or is interrupted. What ends at once may be
     * reported here or there.
     *
     * @param spec what to start
     * @return the container; the caller closes it
     * @throws ContainerException if there is no engine or it refuses; the kind says why
     */
    RunningContainer start(ContainerSpec spec);

    /** Lets go of the engine. Containers that are still open stay, and can still be closed. Closing twice is no error. */
    @Override
    default void close() {}
}
