package org.openenv.core.host.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.SessionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a session ends: once, for the first reason that is given, with an answer to everything that was asked of it. */
final class SessionTermination<A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(SessionTermination.class);

    /** How long an aborted request may take to return before its client is answered without it. */
    private static final Duration ABORT_GRACE = Duration.ofSeconds(3);

    /** Why a session ends, and what its client is told. */
    private record Ending(SessionEnd reason, @Nullable OpenEnvException error) {}

    private final Session<A, O, S> session;
    private final HostContext context;
    private final RequestQueue<A, O, S> requests;
    private final SessionEnvironment<A, O, S> environment;
    private final SessionEndListener listener;
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    /** The copies that are to end with it. */
    private final Set<Session<A, O, S>> dependents = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean notified = new AtomicBoolean();
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();

    private volatile boolean aborted;
    private volatile boolean over;

    SessionTermination(Session<A, O, S> session, SessionEndListener listener) {
        this.session = session;
        this.context = session.context();
        this.requests = session.requests();
        this.environment = session.own();
        this.listener = listener;
    }

    /** Completes when the environment is closed and the place free. */
    CompletableFuture<Void> terminated() {
        return terminated;
    }

    /** Ends the session when what waits is done. */
    void finish(SessionEnd reason, @Nullable OpenEnvException error) {
        note(reason, error);
        close(false);
    }

    /** Ends the session at once. */
    void abort(SessionEnd reason, @Nullable OpenEnvException error) {
        note(reason, error);
        if (over) {
            return;
        }
        aborted = true;
        close(true);
        var unused = context.clock().after(ABORT_GRACE, () -> context.lanes().execute(this::giveUp));
    }

    private void close(boolean now) {
        try {
            requests.close(now, this::end);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("session {}: the host has stopped", session.id());
            endSoon(now); // or has no thread just now: the clock knows
        } catch (RuntimeException | Error noThread) {
            LOG.error("session {}: no thread to end it; it is tried again", session.id(), noThread);
            endSoon(now);
        }
    }

    private void endSoon(boolean now) {
        var unused = context.clock().after(ABORT_GRACE, () -> close(now));
    }

    /** A client that closes in order has not vanished, even if it is gone before that is read. */
    private void note(SessionEnd reason, @Nullable OpenEnvException error) {
        Ending mine = new Ending(reason, error);
        ending.updateAndGet(first ->
                first == null || (first.reason == SessionEnd.VANISHED && reason == SessionEnd.CLOSED) ? mine : first);
    }

    SessionEnd reason() {
        Ending noted = ending.get();
        return noted == null ? SessionEnd.STOPPING : noted.reason;
    }

    /** Why it was aborted, or {@code null}. */
    @Nullable
    SessionEnd aborted() {
        return aborted ? reason() : null;
    }

    /** The error that answers what is not carried out any more. */
    OpenEnvException error(SessionEnd reason) {
        Ending noted = ending.get();
        return noted == null || noted.error == null
                ? new OpenEnvException(ErrorCode.SESSION_ERROR, reason.sentence())
                : noted.error;
    }

    /**
     * Does nothing as long as it was not told to end at once.
     *
     * @throws OpenEnvException with what its client is told then
     */
    void checkNotAborted() {
        if (aborted) {
            throw error(reason());
        }
    }

    /** Whether its environment is closed. */
    boolean over() {
        return over;
    }

    /** Has a copy end with this one. */
    void endWith(Session<A, O, S> copy) {
        dependents.add(copy);
        var unused = copy.terminated().thenRun(() -> dependents.remove(copy));
        if (over) {
            endDependents();
        }
    }

    private void endDependents() {
        dependents.forEach(copy -> copy.abort(
                SessionEnd.CLOSED,
                new OpenEnvException(
                        ErrorCode.SESSION_ERROR,
                        "The session was to end with the one it is a copy of, and that has ended.")));
    }

    /** Answers for a request that does not return although it was interrupted; its place is taken until it does. */
    private void giveUp() {
        if (over) {
            return;
        }
        LOG.warn(
                "session {}: the environment '{}' does not return although it was interrupted",
                session.id(),
                environment.served().name());
        PendingRequest<A, O, S> stuck = requests.running();
        if (stuck != null) {
            stuck.dropAtEnd();
        }
        requests.takeDropped().forEach(PendingRequest::dropAtEnd);
        notifyOnce();
    }

    private void end() {
        try {
            environment.close();
        } finally {
            SessionInfo last = session.info();
            List<PendingRequest<A, O, S>> dropped = requests.takeDropped();
            if (reason() == SessionEnd.VANISHED && dropped.stream().anyMatch(PendingRequest::closes)) {
                note(SessionEnd.CLOSED, null);
            }
            over = true;
            context.registry().remove(session);
            dropped.forEach(PendingRequest::dropAtEnd);
            notifyOnce();
            endDependents();
            session.tellEnded(last, reason());
            terminated.complete(null);
        }
    }

    private void notifyOnce() {
        Ending noted = ending.get();
        if (notified.compareAndSet(false, true) && noted != null) {
            listener.ended(noted.reason, noted.error);
            session.attachment().ended(noted.reason, noted.error);
        }
    }
}
