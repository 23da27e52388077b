package org.openenv.core.host.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.SessionInfo;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's environment and the lane it is confined to. The environment is made by the lane's first task and closed
 * by its last; in between, one request runs at a time.
 */
public final class Session<A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How many requests may wait behind the one that runs. */
    public static final int MAX_WAITING = 64;

    /**
     * Told once, on the lane, after the environment was closed and the place freed; of the farewell the client is to be
     * sent, if there is one.
     */
    @FunctionalInterface
    public interface EndListener {
        void ended(SessionEnd reason, @Nullable OpenEnvException farewell);
    }

    private final String id = UUID.randomUUID().toString();
    private final Instant openedAt = Instant.now();
    private final long openedNanos = System.nanoTime();
    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;
    private final String transport;
    private final EndListener whenEnded;
    private final Lane lane;
    private final ExchangeRecorder recorder;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicLong finished = new AtomicLong();

    /** Whether the request that runs was counted as done; confined to the lane. */
    private boolean settled = true;

    private volatile long lastUsed = openedNanos;
    private volatile boolean admitted;
    private volatile boolean aborted;
    private volatile @Nullable Environment<A, O, S> world;

    public Session(
            ServedEnvironment<A, O, S> environment, HostContext context, String transport, EndListener whenEnded) {
        this.environment = environment;
        this.context = context;
        this.transport = transport;
        this.whenEnded = whenEnded;
        this.lane = new Lane(context.lanes());
        this.recorder = new ExchangeRecorder(id, environment.name(), context.observers());
    }

    public String id() {
        return id;
    }

    public ServedEnvironment<A, O, S> environment() {
        return environment;
    }

    /**
     * Takes a place among the host's sessions, then makes the environment; until then, work that was submitted waits. From
     * any thread.
     *
     * @return completes on the lane when the environment is there, or with an {@link OpenEnvException}: see {@link
     *     SessionRegistry#admit}, or {@code FACTORY_ERROR}; the session then has ended
     */
    public CompletableFuture<Void> open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        var unused = context.registry().admit(this).whenComplete((place, refusal) -> {
            if (refusal == null) {
                admitted = true;
                lane.release(() -> begin(opened));
            } else {
                opened.completeExceptionally(refusal);
                abort(SessionEnd.NOT_STARTED, Failures.of(refusal));
            }
        });
        return opened;
    }

    private void begin(CompletableFuture<Void> opened) {
        try {
            start();
            opened.complete(null);
        } catch (OpenEnvException failure) {
            opened.completeExceptionally(failure);
            abort(SessionEnd.NOT_STARTED, failure);
        }
    }

    /** Queues work on the session's lane; returns {@code false} once the session is ending. */
    public boolean submit(Runnable work) {
        unfinished.incrementAndGet();
        boolean taken = lane.submit(() -> {
            settled = false;
            try {
                work.run();
            } finally {
                settle();
            }
        });
        if (!taken) {
            unfinished.decrementAndGet();
        }
        return taken;
    }

    /**
     * Counts the request that runs as done. Called before its answer goes out, so that an interrupt that a client sends
     * after the answer is never taken for one of that request. On the lane; a second time does nothing.
     */
    public void settle() {
        if (!settled) {
            settled = true;
            lastUsed = System.nanoTime();
            finished.incrementAndGet();
            unfinished.decrementAndGet();
        }
    }

    /** Whether no request is taken any more. */
    public boolean ending() {
        return lane.closed();
    }

    /** Whether so many requests wait that another one must be refused. */
    public boolean full() {
        return lane.waiting() >= MAX_WAITING;
    }

    private Environment<A, O, S> start() {
        Environment<A, O, S> running = world;
        if (running == null) {
            running = environment.create();
            world = running;
        }
        return running;
    }

    /** Answers one request; a failure of the environment is an answer too. On the lane. */
    public ServerMessage<O, S> answer(ClientMessage<A> request) {
        long began = recorder.begin(request);
        ServerMessage<O, S> answer;
        try {
            answer = perform(start(), request);
        } catch (OpenEnvException failure) {
            answer = ServerMessage.Failed.of(failure);
        } catch (RuntimeException | Error failure) {
            if (!aborted) {
                LOG.warn("session {}: the environment '{}' threw", id, environment.name(), failure);
            }
            answer = ServerMessage.Failed.of(
                    new OpenEnvException(ErrorCode.EXECUTION_ERROR, Failures.describe(failure), failure));
        }
        recorder.end(began, request, answer, world);
        settle();
        return answer;
    }

    private ServerMessage<O, S> perform(Environment<A, O, S> running, ClientMessage<A> request) {
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

    /** Asks what runs, or is about to run, to end early; returns whether there is such a thing. From any thread. */
    public boolean interrupt() {
        if (unfinished.get() == 0) {
            return false;
        }
        new StepInterrupt(() -> world, finished, context.clock()).deliver();
        return true;
    }

    public SessionInfo info() {
        long now = System.nanoTime();
        boolean busy = unfinished.get() > 0;
        return new SessionInfo(
                id,
                environment.name(),
                transport,
                openedAt,
                Duration.ofNanos(now - openedNanos),
                busy ? Duration.ZERO : Duration.ofNanos(now - lastUsed),
                recorder.steps(),
                busy,
                lane.waiting());
    }

    /** Ends the session when what waits is done. From any thread; only the first reason counts. */
    public void finish(SessionEnd reason, @Nullable OpenEnvException farewell) {
        lane.close(false, () -> end(reason, farewell));
    }

    /** Ends the session at once: what waits is dropped, a running step is interrupted. From any thread. */
    public void abort(SessionEnd reason, @Nullable OpenEnvException farewell) {
        aborted = true;
        lane.close(true, () -> end(reason, farewell));
    }

    private void end(SessionEnd reason, @Nullable OpenEnvException farewell) {
        Environment<A, O, S> running = world;
        try {
            if (running != null) {
                running.close();
            }
        } catch (RuntimeException | Error failure) {
            LOG.warn("session {}: closing the environment '{}' failed", id, environment.name(), failure);
        } finally {
            SessionInfo last = info();
            context.registry().remove(this);
            whenEnded.ended(reason, farewell);
            if (admitted) {
                context.observers().tell(observer -> observer.sessionClosed(last, reason.wireName()));
            }
        }
    }
}
