package org.openenv.core.host.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request on its way: taken in by a transport, queued on its session's lane, read, carried out and answered there. It is
 * answered exactly once, whatever is thrown, and gives its bytes back to the budget then.
 */
public final class PendingRequest<A extends Action, O extends Observation, S extends State> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PendingRequest.class);

    private final Session<A, O, S> session;
    private final Carrier<A, O, S> carrier;
    private final AutoCloseable bytes;
    private final @Nullable OpenEnvException refusal;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile @Nullable StepInterrupt interrupt;
    private @Nullable ClientMessage<A> message;
    private @Nullable OpenEnvException mistake;

    PendingRequest(
            Session<A, O, S> session,
            Carrier<A, O, S> carrier,
            AutoCloseable bytes,
            @Nullable OpenEnvException refusal) {
        this.session = session;
        this.carrier = carrier;
        this.bytes = bytes;
        this.refusal = refusal;
    }

    /** Notes an interrupt that was delivered out of turn, for the answer in turn. */
    void delivered(StepInterrupt delivery) {
        interrupt = delivery;
    }

    /** Whether it came by a carrier that fits. */
    boolean isOf(Predicate<Carrier<A, O, S>> which) {
        return which.test(carrier);
    }

    /** Reads, carries out and answers. On the lane. */
    @Override
    public void run() {
        ClientMessage<A> request = null;
        ServerMessage<O, S> answer;
        long began = 0;
        session.requests().started(this);
        if (refusal != null && interrupt == null) { // an interrupt has been carried out already
            session.requests().endInterruptible();
            drop(SessionEnd.OVERRUN, refusal);
            return;
        }
        try {
            request = read();
            if (carrier.answeredBefore(request)) {
                again(request);
                return;
            }
            began = session.recorder().begin(request);
            if (request instanceof ClientMessage.Close<A>) {
                answered.set(true); // by the handshake that ends the connection
                settle();
                free();
                if (!carrier.leave()) {
                    session.finish(SessionEnd.CLOSED, null);
                }
                return;
            }
            answer = request instanceof ClientMessage.Interrupt<A> ? interrupted() : carrier.perform(request, session);
        } catch (OpenEnvException failure) {
            answer = ServerMessage.Failed.of(failure);
        } catch (Throwable failure) {
            session.threw(failure);
            answer = failed(Failures.describe(failure), failure);
        }
        ServerMessage<O, S> sent = answer(answer, request == null ? null : request.requestId());
        if (answer instanceof ServerMessage.Forked<O, S> forked && sent != answer) {
            SessionFork.disown(forked, session.context().registry());
        }
        if (request != null && sent != null && isOfTheEpisode(request)) {
            session.recorder().end(began, request, sent, session.own().instance());
        }
    }

    /** Reads it, once. */
    private synchronized ClientMessage<A> read() {
        if (mistake != null) {
            throw mistake;
        }
        if (message == null) {
            try {
                message = carrier.read();
            } catch (OpenEnvException wrong) {
                mistake = wrong;
                throw wrong;
            }
        }
        return message;
    }

    /** What it asks, before its turn; {@code null} if it can't be read, which it is told in its turn. */
    @Nullable
    ClientMessage<A> readEarly() {
        try {
            return read();
        } catch (OpenEnvException wrong) {
            return null;
        }
    }

    /** Whether it was answered before; it is told the same again in its turn. */
    boolean isRepeated(ClientMessage<A> request) {
        return carrier.answeredBefore(request);
    }

    /** Answers beside the lane, where another request runs. */
    void answerAside(ServerMessage<O, S> answer, @Nullable String requestId) {
        if (settled.compareAndSet(false, true)) {
            session.activity().declined();
        }
        if (answered.compareAndSet(false, true)) {
            try {
                carrier.send(answer, requestId);
            } catch (Throwable unwritable) {
                var unused = sendInstead(unwritable, requestId);
            } finally {
                free();
            }
        }
    }

    /** Whether observers are told of it: steps of several are told one by one. */
    private static boolean isOfTheEpisode(ClientMessage<?> request) {
        return request instanceof ClientMessage.Step
                || request instanceof ClientMessage.Reset
                || request instanceof ClientMessage.GetState;
    }

    private void again(ClientMessage<A> request) {
        settle();
        session.requests().endInterruptible();
        if (answered.compareAndSet(false, true)) {
            try {
                carrier.answerAgain(request);
            } catch (Throwable hopeless) {
                carrier.cut();
            } finally {
                free();
            }
        }
    }

    /** The answer to an interrupt: whether what was carried out at once, out of turn, ended something. */
    private ServerMessage<O, S> interrupted() {
        StepInterrupt delivery = interrupt;
        return new ServerMessage.Interrupted<>(delivery != null && delivery.outcome());
    }

    private static <O extends Observation, S extends State> ServerMessage<O, S> failed(
            String message, Throwable cause) {
        return ServerMessage.Failed.of(new OpenEnvException(ErrorCode.EXECUTION_ERROR, message, cause));
    }

    /** Answers, unless that was done already; returns what went out, or {@code null}. */
    private @Nullable ServerMessage<O, S> answer(ServerMessage<O, S> answer, @Nullable String requestId) {
        settle();
        session.requests().endInterruptible();
        if (session.termination().aborted() != null && answer instanceof ServerMessage.Failed<O, S>) {
            dropAtEnd();
            return answer;
        }
        if (!answered.compareAndSet(false, true)) {
            return null;
        }
        try {
            carrier.send(answer, requestId);
            return answer;
        } catch (Throwable unwritable) {
            return sendInstead(unwritable, requestId);
        } finally {
            free();
        }
    }

    private @Nullable ServerMessage<O, S> sendInstead(Throwable unwritable, @Nullable String requestId) {
        try {
            LOG.warn(
                    "session {}: an answer of '{}' can't be written",
                    session.id(),
                    session.environment().name(),
                    unwritable);
            ServerMessage<O, S> instead = unwritable instanceof OpenEnvException known
                    ? ServerMessage.Failed.of(known)
                    : failed("The answer can't be written: " + Failures.describe(unwritable), unwritable);
            carrier.send(instead, requestId);
            return instead;
        } catch (Throwable hopeless) {
            carrier.cut();
            return null;
        }
    }

    /** Whether this asks for the session's end: what a client that went away sent last. For one that was not read. */
    boolean closes() {
        try {
            return refusal == null && read() instanceof ClientMessage.Close<A>;
        } catch (Throwable mistake) {
            return false;
        }
    }

    /** Answers why its session ended, unless an answer went out already. From any thread. */
    void dropAtEnd() {
        SessionEnd reason = session.termination().reason();
        drop(reason, session.termination().error(reason));
    }

    /** Answers that it is not carried out, unless an answer went out already. From any thread. */
    void drop(SessionEnd end, OpenEnvException reason) {
        settle();
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            carrier.refuse(end, reason);
        } catch (Throwable hopeless) {
            carrier.cut();
        } finally {
            free();
        }
    }

    /**
     * Counts the request as done, before its answer goes out: an interrupt that a client sends after the answer is never
     * taken for one of this request.
     */
    private void settle() {
        if (settled.compareAndSet(false, true)) {
            session.activity().settled();
        }
    }

    /** Whether it counts as done. */
    boolean isSettled() {
        return settled.get();
    }

    /** Gives its bytes back; again does nothing. */
    void free() {
        try {
            bytes.close();
        } catch (Exception never) {
            LOG.error("bytes can't be given back", never);
        }
    }
}
