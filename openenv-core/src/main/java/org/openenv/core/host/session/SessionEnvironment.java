package org.openenv.core.host.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.Workspace;
import org.openenv.core.host.door.DoorRun;
import org.openenv.core.host.validation.Telemetry;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session's own environment: made, asked and closed on its lane. */
final class SessionEnvironment<A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnvironment.class);

    private final Session<A, O, S> session;
    private final ServedEnvironment<A, O, S> served;
    private final boolean production;
    /** The environment of a copy, until the lane takes it over. */
    private final AtomicReference<@Nullable Environment<A, O, S>> copied = new AtomicReference<>();

    private final Question process;

    private volatile @Nullable Environment<A, O, S> instance;
    private volatile @Nullable DoorRun door;

    SessionEnvironment(Session<A, O, S> session, ServedEnvironment<A, O, S> served, HostContext context) {
        this.session = session;
        this.served = served;
        this.production = context.config().access().production();
        this.process = new Question(context.lanes());
    }

    /** What is served. */
    ServedEnvironment<A, O, S> served() {
        return served;
    }

    /**
     * Makes it.
     *
     * @throws OpenEnvException with {@code FACTORY_ERROR} if the provider can't
     */
    void make() {
        instance = served.create();
    }

    /** Takes one that is made already, a copy of another session's. From any thread. */
    void adopt(Environment<A, O, S> copy) {
        copied.set(copy);
    }

    /** Goes on with the one that was adopted. */
    void begin() {
        instance = copied.get();
        copied.set(null);
    }

    /** Whether it is there. From any thread. */
    boolean ready() {
        return instance != null || copied.get() != null;
    }

    /** The environment, or {@code null} until it is made. From any thread. */
    @Nullable
    Environment<A, O, S> instance() {
        return instance;
    }

    /** The environment that must have been made. */
    Environment<A, O, S> made() {
        Environment<A, O, S> own = instance;
        if (own == null) {
            throw new IllegalStateException("the environment was not made");
        }
        return own;
    }

    /** Carries one request out. */
    ServerMessage<O, S> perform(ClientMessage<A> request) {
        if (request instanceof ClientMessage.Validation<A>) {
            throw Telemetry.refusal();
        }
        if (production) {
            throw new OpenEnvException(
                    ErrorCode.UNKNOWN_TYPE,
                    "reset, step, state and fork are not served: this server runs in production mode");
        }
        Environment<A, O, S> own = made();
        if (request instanceof ClientMessage.Step<A> step) {
            return new ServerMessage.Observed<>(present(own.step(step.action(), step.options()), "step"));
        }
        if (request instanceof ClientMessage.Fork<A> fork) {
            return SessionFork.take(fork, session, own);
        }
        if (request instanceof ClientMessage.Reset<A> reset) {
            StepResult<O> first = present(own.reset(reset.options()), "reset");
            session.talk().offer(reset.options().extras().get(ResetOptions.TOOLS) != null);
            return new ServerMessage.Observed<>(first);
        }
        if (request instanceof ClientMessage.GetState<A>) {
            return new ServerMessage.StateIs<>(present(own.state(), "state"));
        }
        throw new IllegalArgumentException("no request to an environment: " + request);
    }

    private <T> T present(@Nullable T result, String method) {
        if (result == null || (result instanceof StepResult<?> step && step.observation() == null)) {
            throw new OpenEnvException(
                    ErrorCode.EXECUTION_ERROR,
                    "The environment '" + served.name() + "' returned null from " + method
                            + "(); it must return a result.");
        }
        return result;
    }

    /**
     * The files of its episode.
     *
     * @throws OpenEnvException if there are none, or they are not served
     */
    Workspace workspace() {
        if (production) {
            throw new OpenEnvException(
                    ErrorCode.UNKNOWN_TYPE, "files are not served: this server runs in production mode");
        }
        return made().workspace();
    }

    /** What runs at a door, which is no step of the environment's; {@code null} for nothing. */
    void runsAt(@Nullable DoorRun run) {
        door = run;
    }

    /** Asks what runs to end early; returns whether something did. From any thread. */
    boolean interrupt() {
        DoorRun run = door;
        Environment<A, O, S> own = instance;
        return run != null ? run.interrupt() : own != null && own.interrupt();
    }

    /** In which process it runs, as far as that is known. From any thread that may wait a little. */
    @Nullable
    String process() {
        Environment<A, O, S> own = instance;
        return own == null ? null : process.ask(own::process);
    }

    /** Closes it, if it was made. */
    void close() {
        close(instance);
        closeAdopted();
    }

    /** Closes a copy that the session did not live to take over. From any thread. */
    void closeAdopted() {
        close(copied.getAndSet(null));
    }

    private void close(@Nullable Environment<A, O, S> own) {
        try {
            if (own != null) {
                own.close();
            }
        } catch (Throwable failure) {
            LOG.warn("session {}: closing the environment '{}' failed", session.id(), served.name(), failure);
        }
    }
}
