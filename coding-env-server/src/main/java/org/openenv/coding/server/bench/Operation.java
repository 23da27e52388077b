package org.openenv.coding.server.bench;

import java.io.IOException;

/** What one simulated client does again and again, each time measured. Used by one thread at a time. */
@FunctionalInterface
interface Operation extends AutoCloseable {

    /**
     * Does it once.
     *
     * @throws RefusedException if the server answered with an error; the client may go on
     * @throws IOException if the connection is of no more use
     */
    void perform() throws IOException;

    @Override
    default void close() throws IOException {}

    /** Makes the operation of each client. */
    @FunctionalInterface
    interface Factory {

        /**
         * Connects a client.
         *
         * @param client its number, from 0
         */
        Operation open(int client) throws IOException;
    }
}
