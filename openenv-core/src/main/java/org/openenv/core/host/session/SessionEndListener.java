package org.openenv.core.host.session;

import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;

/** Who is told once that a session has ended, after its environment was closed and its place freed. */
@FunctionalInterface
public interface SessionEndListener {

    /**
     * The session has ended.
     *
     * @param error what its client is to be sent, if anything
     */
    void ended(SessionEnd reason, @Nullable OpenEnvException error);
}
