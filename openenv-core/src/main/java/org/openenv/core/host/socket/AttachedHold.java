package org.openenv.core.host.socket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.resource.Clock;
import org.openenv.core.host.session.Attachment;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.ServerMessage;

/**
 * A connection that is attached to a session which outlives it: when it ends, what waits is dropped, what runs goes on, and
 * the session waits for the next one.
 */
final class AttachedHold<A extends Action, O extends Observation, S extends State> implements Hold, Attachment.Socket {

    private final Session<A, O, S> session;
    private final SocketSender sender;
    private final Clock clock;
    private final Duration linger;
    private final AtomicBoolean left = new AtomicBoolean();

    /**
     * Makes one.
     *
     * @param linger how long the session may be without a socket once this one has left; zero for as long as it may be idle
     */
    AttachedHold(Session<A, O, S> session, SocketSender sender, Clock clock, Duration linger) {
        this.session = session;
        this.sender = sender;
        this.clock = clock;
        this.linger = linger;
    }

    @Override
    public void end(SessionEnd reason, @Nullable OpenEnvException error) {
        if (left.compareAndSet(false, true)) {
            session.requests()
                    .withdraw(carrier -> carrier instanceof SocketCarrier<A, O, S> mine && mine.isOf(sender), reason);
            session.activity().touch();
            boolean closing = session.attachment().release(this);
            part(reason, error);
            if (closing) {
                session.abort(SessionEnd.CLOSED, null);
            } else if (!linger.isZero()) {
                var unused = clock.after(linger, this::endUnlessAnotherCame);
            }
        }
    }

    private void endUnlessAnotherCame() {
        if (session.attachment().leftBy(this)) {
            session.abort(SessionEnd.CLOSED, null);
        }
    }

    @Override
    public boolean leave() {
        end(SessionEnd.CLOSED, null);
        return true;
    }

    @Override
    public void ended(SessionEnd reason, @Nullable OpenEnvException error) {
        if (left.compareAndSet(false, true)) {
            part(reason, error);
        }
    }

    private void part(SessionEnd reason, @Nullable OpenEnvException error) {
        if (error != null) {
            sender.send(session.environment().codec().write(ServerMessage.Failed.of(error), null));
        }
        sender.close(reason.closeCode());
    }
}
