package org.openenv.core.host.session;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.resource.Clock;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/**
 * Holds a step to the time it was given where its environment does not: it is interrupted, and if that does not end it, its
 * session is, and the step is answered with that.
 */
final class StepDeadline {

    /** What part of the grace is over when the step is interrupted. */
    private static final int UNTIL_INTERRUPT = 10;

    private final Session<?, ?, ?> session;
    private final Clock clock;
    private final Duration timeout;
    private final Duration grace;
    /** For how long the session's steps had waited for their client when this was looked at last. */
    private Duration stood;

    private @Nullable Future<?> next;
    private boolean over;

    private StepDeadline(Session<?, ?, ?> session, Clock clock, Duration timeout, Duration grace) {
        this.session = session;
        this.clock = clock;
        this.timeout = timeout;
        this.grace = grace;
        this.stood = session.talk().stood();
    }

    /** Carries a request out, within its time if it is a step that has one. On the session's lane. */
    static <A extends Action, O extends Observation, S extends State> ServerMessage<O, S> hold(
            ClientMessage<A> request, Session<A, O, S> session) {
        Duration timeout =
                request instanceof ClientMessage.Step<A> step ? step.options().timeout() : null;
        return within(timeout, session, () -> session.own().perform(request));
    }

    /** Does something within its time, if it has one. On the session's lane. */
    static <T> T within(@Nullable Duration timeout, Session<?, ?, ?> session, Supplier<T> work) {
        if (timeout == null) {
            return work.get();
        }
        HostContext context = session.context();
        var deadline = new StepDeadline(
                session, context.clock(), timeout, context.config().times().stepGrace());
        Duration first = deadline.grace.dividedBy(UNTIL_INTERRUPT);
        deadline.after(timeout.plus(first), () -> deadline.interrupt(deadline.grace.minus(first)));
        try {
            return work.get();
        } finally {
            deadline.done();
        }
    }

    private synchronized void after(Duration time, Runnable what) {
        if (!over) {
            next = clock.after(time, what);
        }
    }

    private synchronized boolean goesOn() {
        return !over;
    }

    private synchronized void done() {
        over = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void interrupt(Duration rest) {
        Duration now = session.talk().stood();
        Duration more = now.minus(stood);
        stood = now;
        if (!more.isZero()) { // its own time has stood still as long
            after(more, () -> interrupt(rest));
            return;
        }
        session.interrupts().ifMeant(this::goesOn);
        after(rest, this::end);
    }

    private void end() {
        if (goesOn()) {
            session.abort(
                    SessionEnd.OVERTIME,
                    new OpenEnvException(
                            ErrorCode.SESSION_ERROR,
                            "The step was given " + timeout + ", took " + grace
                                    + " longer, and did not end when the environment '"
                                    + session.environment().name() + "' was interrupted; the session is ended."));
        }
    }
}
