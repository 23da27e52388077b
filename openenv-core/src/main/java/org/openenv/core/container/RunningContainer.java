package org.openenv.core.container;

import java.net.URI;
import java.time.Duration;

/** A container that was started, until it is closed. Safe for use by several threads. */
public interface RunningContainer extends AutoCloseable {

    /**
     * Returns the name by which the engine knows it.
     *
     * @return an id, never blank
     */
    String id();

    /**
     * Returns where its server is, seen from here.
     *
     * @return such as {@code http://127.0.0.1:49153}
     */
    URI baseUri();

    /**
     * Asks the engine whether it still runs.
     *
     * @return {@code false} once it ended or was closed
     */
    boolean isRunning();

    /**
     * Waits until its server answers {@code GET /health}. A container that ends in the meantime, or is closed by another
     * thread, ends the wait at once. The container is not closed when the wait fails.
     *
     * @param timeout how long to wait at most
     * @throws ContainerException with {@code EXITED}, {@code OUT_OF_MEMORY}, {@code NOT_READY}, {@code CLOSED} or {@code
     *     INTERRUPTED}; the message has the last lines that it wrote
     */
    void awaitReady(Duration timeout);

    /**
     * Stops it and removes it; returns when it is gone. Closing again does nothing. The calling thread being interrupted
     * does not keep it from being removed.
     *
     * @throws ContainerException if the engine can't be reached or refuses
     */
    @Override
    void close();
}
