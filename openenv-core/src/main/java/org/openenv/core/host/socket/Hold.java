package org.openenv.core.host.socket;

import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.session.SessionEnd;

/** What becomes of a session when the connection to it ends. Safe for use by several threads. */
interface Hold {

    /** The connection ends, or is to end, for this reason; only the first counts. */
    void end(SessionEnd reason, @Nullable OpenEnvException error);

    /** The client closes in its turn; {@code false} where its session ends with that. */
    boolean leave();
}
