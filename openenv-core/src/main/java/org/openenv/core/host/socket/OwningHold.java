package org.openenv.core.host.socket;

import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;

/** A connection whose session ends with it. */
record OwningHold(Session<?, ?, ?> session) implements Hold {

    @Override
    public void end(SessionEnd reason, @Nullable OpenEnvException error) {
        session.abort(reason, error);
    }

    @Override
    public boolean leave() {
        return false;
    }
}
