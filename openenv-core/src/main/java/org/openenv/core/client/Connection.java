package org.openenv.core.client;

import java.time.Duration;

/** What carries a client's requests to its session, and brings their answers. Safe for use by several threads. */
interface Connection {

    /** Sends a request; its future completes with its answer, or with an {@code OpenEnvException}. */
    void exchange(Request request);

    /** Whether no other request waits for its answer. */
    boolean isAlone(Request request);

    /** Whether the server can still answer. */
    boolean isOpen();

    /** Says goodbye and closes; a server that does not take part in that is dropped after a time. */
    void close(String goodbye, Duration patience);
}
