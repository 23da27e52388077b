package org.openenv.core.host;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's environment and the lane it is confined to. The environment is made by the lane's first task and closed
 * by its last; in between, one request runs at a time.
 */
final class Session<A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How many requests may wait behind the one that runs. */
    static final int MAX_WAITING = 64;

    private final String id = UUID.randomUUID().toString();
    private final ServedEnvironment<A, O, S> environment;
    private final SessionRegistry registry;
    private final Lane lane;
    private final Consumer<SessionEnd> whenEnded;
    private @Nullable Environment<A, O, S> world;

    private Session(
            ServedEnvironment<A, O, S> environment,
            SessionRegistry registry,
            Executor lanes,
            Consumer<SessionEnd> whenEnded) {
        this.environment = environment;
        this.registry = registry;
        this.lane = new Lane(lanes);
        this.whenEnded = whenEnded;
    }

    /**
     * Takes a place for a session and opens it.
     *
     * @param whenEnded told once, on the lane, after the environment was closed and the place freed
     * @throws OpenEnvException with {@code CAPACITY_REACHED} if every place is taken
     */
    static <A extends Action, O extends Observation, S extends State> Session<A, O, S> open(
            ServedEnvironment<A, O, S> environment,
            SessionRegistry registry,
            Executor lanes,
            Consumer<SessionEnd> whenEnded) {
        Session<A, O, S> session = new Session<>(environment, registry, lanes, whenEnded);
        registry.add(session);
        return session;
    }

    String id() {
        return id;
    }

    ServedEnvironment<A, O, S> environment() {
        return environment;
    }

    /** Queues work on the session's lane; returns {@code false} once the session is ending. */
    boolean submit(Runnable work) {
        return lane.submit(work);
    }

    /** Whether so many requests wait that another one must be refused. */
    boolean full() {
        return lane.waiting() >= MAX_WAITING;
    }

    /**
     * Makes the environment, unless it is there. On the lane.
     *
     * @throws OpenEnvException with {@code FACTORY_ERROR}
     */
    void start() {
        if (world == null) {
            world = environment.create();
        }
    }

    /** Answers one request; a failure of the environment is an answer too. On the lane. */
    ServerMessage<O, S> answer(ClientMessage<A> request) {
        try {
            start();
            return perform(request);
        } catch (OpenEnvException failure) {
            return ServerMessage.Failed.of(failure);
        } catch (RuntimeException | Error failure) {
            LOG.warn("session {}: the environment '{}' threw", id, environment.name(), failure);
            return ServerMessage.Failed.of(new OpenEnvException(ErrorCode.EXECUTION_ERROR, describe(failure), failure));
        }
    }

    private ServerMessage<O, S> perform(ClientMessage<A> request) {
        Environment<A, O, S> running = Objects.requireNonNull(world, "the session has not started");
        if (request instanceof ClientMessage.Step<A> step) {
            return new ServerMessage.Observed<>(running.step(step.action(), step.options()));
        }
        if (request instanceof ClientMessage.Reset<A> reset) {
            return new ServerMessage.Observed<>(running.reset(reset.options()));
        }
        if (request instanceof ClientMessage.GetState<A>) {
            return new ServerMessage.StateIs<>(running.state());
        }
        throw new IllegalArgumentException("no request to an environment: " + request);
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** Ends the session when what waits is done. From any thread; only the first reason counts. */
    void finish(SessionEnd reason) {
        lane.close(false, () -> end(reason));
    }

    /** Ends the session at once: what waits is dropped, a running step is interrupted. From any thread. */
    void abort(SessionEnd reason) {
        lane.close(true, () -> end(reason));
    }

    private void end(SessionEnd reason) {
        try {
            if (world != null) {
                world.close();
            }
        } catch (RuntimeException | Error failure) {
            LOG.warn("session {}: closing the environment '{}' failed", id, environment.name(), failure);
        } finally {
            registry.remove(this);
            whenEnded.accept(reason);
        }
    }
}
