package org.openenv.core.host.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.spi.DoorSessions;

/** The sessions of one environment in the hands of a door. */
public final class LentSessions<A extends Action, O extends Observation, S extends State>
        implements DoorSessions<A, O, S> {

    /** How long an end is waited for that nobody can hurry. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;

    public LentSessions(ServedEnvironment<A, O, S> environment, HostContext context) {
        this.environment = environment;
        this.context = context;
    }

    @Override
    public String open() {
        Session<A, O, S> session = new Session<>(environment, context, Transport.HTTP, (end, error) -> {});
        try {
            session.open().get();
            return session.id();
        } catch (InterruptedException e) {
            session.abort(SessionEnd.VANISHED, null);
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public boolean isOpen(String id) {
        return context.registry()
                .find(id)
                .filter(found ->
                        found.environment() == environment && !found.requests().closed() && found.ready())
                .isPresent();
    }

    @SuppressWarnings("unchecked") // a session of this environment has its types
    private Session<A, O, S> require(String id) {
        return (Session<A, O, S>) context.registry()
                .find(id)
                .filter(found -> found.environment() == environment)
                .orElseThrow(() -> new OpenEnvException(ErrorCode.SESSION_ERROR, "There is no session " + id + "."));
    }

    @Override
    public <T> T perform(String id, Function<Environment<A, O, S>, T> work) {
        Session<A, O, S> session = require(id);
        if (session.requests().full()) {
            throw new OpenEnvException(
                    ErrorCode.CAPACITY_REACHED,
                    "Too many requests wait for this session; try again when they are done.");
        }
        SessionWork<A, O, S, T> carrier = new SessionWork<>(work);
        PendingRequest<A, O, S> request = session.requests().submit(carrier, () -> {});
        try {
            return carrier.result().get();
        } catch (InterruptedException e) {
            OpenEnvException why = interrupted(e);
            session.requests().cancel(request, why);
            awaitEnd(carrier.result());
            Thread.currentThread().interrupt();
            throw why;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : Failures.of(e);
        }
    }

    @Override
    public boolean interrupt(String id) {
        try {
            return require(id).interrupts().now().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException | TimeoutException unknown) {
            return false;
        }
    }

    @Override
    public void close(String id) {
        context.registry()
                .find(id)
                .filter(found -> found.environment() == environment)
                .ifPresent(session -> {
                    session.abort(
                            SessionEnd.DELETED,
                            new OpenEnvException(ErrorCode.SESSION_ERROR, "The session was ended by a request."));
                    awaitEnd(session.terminated());
                });
    }

    private static void awaitEnd(CompletableFuture<?> future) {
        try {
            future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException ended) {
            // however it ended, nobody waits for it any more
        }
    }

    private static OpenEnvException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new OpenEnvException(ErrorCode.INTERRUPTED, "The request was given up.", cause);
    }
}
