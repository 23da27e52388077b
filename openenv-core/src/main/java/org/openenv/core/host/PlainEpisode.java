package org.openenv.core.host;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;

/** The one session that HTTP requests without a session id share; opened by the first of them. */
final class PlainEpisode<A extends Action, O extends Observation, S extends State> {

    private final ServedEnvironment<A, O, S> environment;
    private final SessionRegistry registry;
    private final Executor lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session<A, O, S> session;

    PlainEpisode(ServedEnvironment<A, O, S> environment, SessionRegistry registry, Executor lanes) {
        this.environment = environment;
        this.registry = registry;
        this.lanes = lanes;
    }

    /**
     * Returns the session, opening it if there is none.
     *
     * @throws OpenEnvException with {@code CAPACITY_REACHED} if every place is taken
     */
    Session<A, O, S> session() {
        lock.lock();
        try {
            if (session == null) {
                session = Session.open(environment, registry, lanes, end -> forget());
            }
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        lock.lock();
        try {
            session = null;
        } finally {
            lock.unlock();
        }
    }
}
