package org.openenv.core.host.session;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;

/** The one session that HTTP requests without a session id share; opened by the first of them. */
public final class PlainEpisode<A extends Action, O extends Observation, S extends State> {

    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable OpenSession<A, O, S> current;

    public PlainEpisode(ServedEnvironment<A, O, S> environment, HostContext context) {
        this.environment = environment;
        this.context = context;
    }

    /** Returns the session, opening it if there is none. */
    public OpenSession<A, O, S> session() {
        lock.lock();
        try {
            if (current == null
                    || current.session().requests().closed()
                    || current.opened().isCompletedExceptionally()) { // told before the session begins to end
                Session<A, O, S> session =
                        new Session<>(environment, context, Transport.HTTP, (end, error) -> forget());
                OpenSession<A, O, S> opening = new OpenSession<>(session, session.open());
                if (opening.opened().isCompletedExceptionally()) {
                    return opening;
                }
                current = opening;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the session that has ended, unless another has taken its place. */
    private void forget() {
        lock.lock();
        try {
            if (current != null && current.session().requests().closed()) {
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
