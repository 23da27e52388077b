package org.openenv.core.host.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.Workspace;
import org.openenv.core.host.HostObserver.Parent;
import org.openenv.core.host.SessionInfo;
import org.openenv.core.host.door.DoorRun;
import org.openenv.core.host.resource.Allotment;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.resource.Lane;
import org.openenv.core.host.validation.Telemetry;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's environment and the lane it is confined to. The environment is made by the lane's first task and closed
 * by its last; in between, one {@link PendingRequest} runs at a time.
 */
public final class Session<A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How many requests may wait behind the one that runs. */
    public static final int MAX_WAITING = 64;

    /** A message up to this size is taken in whatever else the host holds, if its session asks for nothing else. */
    public static final int SMALL = 16 * 1024;

    /** What a request costs besides its bytes. */
    private static final int OVERHEAD = 256;

    /** How long an aborted request may take to return before its client is answered without it. */
    private static final Duration ABORT_GRACE = Duration.ofSeconds(3);

    /**
     * Told once, after the environment was closed and the place freed; of the farewell the client is to be sent, if there is
     * one.
     */
    @FunctionalInterface
    public interface EndListener {
        /** The session has ended. */
        void ended(SessionEnd reason, @Nullable OpenEnvException farewell);
    }

    /** Why a session ends, and what its client is told. */
    private record Ending(SessionEnd reason, @Nullable OpenEnvException farewell) {}

    private final String id = UUID.randomUUID().toString();
    private final Instant openedAt = Instant.now();
    private final long openedNanos = System.nanoTime();
    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;
    private final Transport transport;
    private final EndListener whenEnded;
    private final Lane<PendingRequest<A, O, S>> lane;
    private final ExchangeRecorder recorder;
    private final ByteBudget bytes;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final AtomicReference<@Nullable StepInterrupt> interrupt = new AtomicReference<>();
    private final AtomicBoolean saidGoodbye = new AtomicBoolean();
    private final Attachment attachment;
    private final AnswerLog answers;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private volatile long lastUsed = openedNanos;
    private volatile boolean admitted;
    private volatile boolean aborted;
    private volatile boolean over;
    private volatile @Nullable PendingRequest<A, O, S> running;
    private volatile @Nullable Environment<A, O, S> world;
    private volatile @Nullable DoorRun door;
    /** The copies that are to end with it. */
    private final Set<Session<A, O, S>> dependents = ConcurrentHashMap.newKeySet();
    /** The environment of a copy, until the lane takes it over. */
    private final AtomicReference<@Nullable Environment<A, O, S>> copied = new AtomicReference<>();

    /** Makes a session that is not open yet. */
    public Session(
            ServedEnvironment<A, O, S> environment, HostContext context, Transport transport, EndListener whenEnded) {
        this.environment = environment;
        this.context = context;
        this.transport = transport;
        this.whenEnded = whenEnded;
        this.answers = AnswerLog.of(context);
        this.attachment = new Attachment(transport == Transport.WEBSOCKET);
        this.lane = new Lane<>(context.lanes());
        this.recorder = new ExchangeRecorder(id, environment.name(), context.observers());
        this.bytes = new ByteBudget((long) context.config().limits().maxMessageBytes() + OVERHEAD);
    }

    /** Its name. */
    public String id() {
        return id;
    }

    /** What it serves. */
    public ServedEnvironment<A, O, S> environment() {
        return environment;
    }

    Transport transport() {
        return transport;
    }

    /** Which socket it is attached to. */
    public Attachment attachment() {
        return attachment;
    }

    /** What it answered last, where its client asks again. */
    public AnswerLog answers() {
        return answers;
    }

    /** Whether its environment is there. */
    public boolean ready() {
        return world != null || copied.get() != null;
    }

    /** Begins its idle time anew: a client came or went. */
    public void touch() {
        lastUsed = System.nanoTime();
    }

    /** Drops the requests that wait and are of a client that has left; none of them is carried out. */
    public void withdraw(Predicate<Carrier<A, O, S>> left, SessionEnd reason) {
        lane.remove(request -> request.isOf(left)).forEach(request -> request.drop(reason, farewell(reason)));
    }

    ExchangeRecorder recorder() {
        return recorder;
    }

    @Nullable
    Environment<A, O, S> world() {
        return world;
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
        context.observers().tell(observer -> observer.sessionOpened(info()));
        try {
            world = environment.create();
            opened.complete(null);
        } catch (OpenEnvException failure) {
            opened.completeExceptionally(failure);
            abort(SessionEnd.NOT_STARTED, failure);
        }
    }

    /** Makes the session of a copy of this one, which outlives whoever asked for it. It is not open yet. */
    Session<A, O, S> sibling() {
        return new Session<>(environment, context, Transport.HTTP, (end, farewell) -> {});
    }

    /**
     * Opens this session, which has its place already, with an environment that is made already; one that the session does not
     * live to see is closed. From any thread.
     *
     * @param steps how many the one it is a copy of had taken
     */
    void adopt(Environment<A, O, S> copy, @Nullable Parent parent, long steps) {
        admitted = true;
        copied.set(copy);
        recorder.continues(parent, steps);
        context.observers().tell(observer -> observer.sessionOpened(info()));
        touch();
        lane.release(() -> {
            world = copied.get();
            copied.set(null);
        });
        var unused = gone.thenRun(() -> close(copied.getAndSet(null)));
    }

    /** Has a copy end with this one. */
    void endWith(Session<A, O, S> copy) {
        dependents.add(copy);
        var unused = copy.gone.thenRun(() -> dependents.remove(copy));
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

    private void close(@Nullable Environment<A, O, S> own) {
        try {
            if (own != null) {
                own.close();
            }
        } catch (Throwable failure) {
            LOG.warn("session {}: closing the environment '{}' failed", id, environment.name(), failure);
        }
    }

    /**
     * Takes bytes for a request that comes in, now or later; what is larger than one message may be waits until nothing else
     * is held. From any thread.
     *
     * @param size how many
     * @param whenGranted called on any thread when bytes that had to be waited for may be held
     */
    public Allotment take(long size, Runnable whenGranted) {
        boolean free = size <= SMALL && unfinished.get() == 0;
        return new Allotment(bytes, context.bytes(), size + OVERHEAD, free, whenGranted);
    }

    /**
     * Queues a request on the session's lane. From any thread.
     *
     * @param carrier how it is read and answered
     * @param held its bytes, closed when it is answered
     * @return the request, which is answered once whatever happens
     */
    public PendingRequest<A, O, S> submit(Carrier<A, O, S> carrier, AutoCloseable held) {
        return submit(new PendingRequest<>(this, carrier, held, null));
    }

    /** Queues the answer to a request that is not carried out; it is answered in its turn. */
    public void refuse(Carrier<A, O, S> carrier, AutoCloseable held, OpenEnvException why) {
        submit(new PendingRequest<>(this, carrier, held, why));
    }

    private PendingRequest<A, O, S> submit(PendingRequest<A, O, S> request) {
        unfinished.incrementAndGet();
        try {
            if (!lane.submit(request)) {
                SessionEnd reason = reason();
                request.drop(reason, farewell(reason));
            }
        } catch (RuntimeException | Error noThread) {
            LOG.error("session {}: no thread for a request", id, noThread);
            request.drop(
                    SessionEnd.STOPPING,
                    new OpenEnvException(ErrorCode.SESSION_ERROR, "The server has no thread for this request."));
        }
        return request;
    }

    /** A request was answered, or is about to be. */
    void settled() {
        lastUsed = System.nanoTime();
        finished.incrementAndGet();
        unfinished.decrementAndGet();
    }

    void runs(PendingRequest<A, O, S> request) {
        running = request;
    }

    void calm() {
        lane.calm();
    }

    /** Whether no request is taken any more. */
    public boolean ending() {
        return lane.closed();
    }

    /** Whether so many requests wait that another one must be refused. */
    public boolean full() {
        return lane.waiting() >= MAX_WAITING;
    }

    /** Carries one request out. On the lane. */
    ServerMessage<O, S> perform(ClientMessage<A> request) {
        if (request instanceof ClientMessage.Validation<A>) {
            throw Telemetry.refusal();
        }
        if (context.config().access().production()) {
            throw new OpenEnvException(
                    ErrorCode.UNKNOWN_TYPE,
                    "reset, step, state and fork are not served: this server runs in production mode");
        }
        Environment<A, O, S> own = world;
        if (own == null) {
            throw new IllegalStateException("the environment was not made");
        }
        if (request instanceof ClientMessage.Step<A> step) {
            return new ServerMessage.Observed<>(present(own.step(step.action(), step.options()), "step"));
        }
        if (request instanceof ClientMessage.Fork<A> fork) {
            return SessionFork.take(fork, this, own);
        }
        if (request instanceof ClientMessage.Reset<A> reset) {
            return new ServerMessage.Observed<>(present(own.reset(reset.options()), "reset"));
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
                    "The environment '" + environment.name() + "' returned null from " + method
                            + "(); it must return a result.");
        }
        return result;
    }

    /** What it shares with the others of its host. */
    HostContext context() {
        return context;
    }

    void threw(Throwable failure) {
        if (!aborted) {
            LOG.warn("session {}: the environment '{}' threw", id, environment.name(), failure);
        }
    }

    /**
     * Asks what runs, or is about to run, to end early. From any thread.
     *
     * @return completes with whether something was interrupted
     */
    public CompletableFuture<Boolean> interrupt() {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        boolean delivering = deliverInterrupt(finished.get(), delivery -> {
            var unused = delivery.future().thenAccept(outcome::complete);
        });
        return delivering ? outcome : CompletableFuture.completedFuture(false);
    }

    /**
     * Ends a request early that its client does not want any more: what runs is interrupted, what waits is not carried out.
     * From any thread.
     */
    public void cancel(PendingRequest<A, O, S> request, OpenEnvException why) {
        if (!interruptIf(() -> running == request && !request.isSettled())) {
            lane.remove(waiting -> waiting == request).forEach(waiting -> waiting.drop(SessionEnd.CLOSED, why));
        }
    }

    /** Interrupts what runs if that is what somebody means; returns whether it is. From any thread. */
    public boolean interruptIf(BooleanSupplier meant) {
        long target = finished.get();
        if (!meant.getAsBoolean()) {
            return false;
        }
        var unused = deliverInterrupt(target, delivery -> {});
        return true;
    }

    /** What a tool is given for its call, in its turn. On the lane. */
    public Environment<A, O, S> lend() {
        Environment<A, O, S> own = world;
        if (own == null) {
            throw new IllegalStateException("the environment was not made");
        }
        return new LentEnvironment<>(own, this);
    }

    /**
     * The files of its episode, in their turn. On the lane.
     *
     * @throws OpenEnvException if there are none, or they are not served
     */
    public Workspace workspace() {
        if (context.config().access().production()) {
            throw new OpenEnvException(
                    ErrorCode.UNKNOWN_TYPE, "files are not served: this server runs in production mode");
        }
        return lend().workspace();
    }

    /** Completes when the environment is closed and the place free. */
    public CompletableFuture<Void> gone() {
        return gone;
    }

    /** How many requests have been answered: what {@link #interruptFor} is told when the request came in. */
    public long answered() {
        return finished.get();
    }

    /** Whether a request runs or waits. */
    public boolean busy() {
        return unfinished.get() > 0;
    }

    /**
     * Asks what ran when a request came in to end early; that request is told in its turn what came of it. From any thread.
     *
     * @param cameAt what {@link #answered} was then: nothing is interrupted if that has ended since
     */
    public void interruptFor(PendingRequest<A, O, S> request, long cameAt) {
        if (finished.get() == cameAt) {
            var unused = deliverInterrupt(cameAt, request::delivered);
        }
    }

    /** What runs at a door, which is no step of the environment's; {@code null} for nothing. On the lane. */
    void runsAt(@Nullable DoorRun run) {
        door = run;
    }

    private boolean interruptWhatRuns() {
        DoorRun run = door;
        Environment<A, O, S> own = world;
        return run != null ? run.interrupt() : own != null && own.interrupt();
    }

    /** Begins to interrupt what runs, or joins whoever does; who asks is told before anything can come of it. */
    private boolean deliverInterrupt(long target, Consumer<StepInterrupt> asking) {
        StepInterrupt before = interrupt.get();
        if (before != null && before.underWay()) {
            if (before.aimsAtWhatRuns()) {
                asking.accept(before);
                return true;
            }
            return false;
        }
        StepInterrupt mine = new StepInterrupt(this::interruptWhatRuns, finished, target, context.clock(), context.lanes());
        if (unfinished.get() == 0 || !interrupt.compareAndSet(before, mine)) {
            return false;
        }
        asking.accept(mine);
        mine.deliver();
        return true;
    }

    /** What is told about it now. */
    public SessionInfo info() {
        long now = System.nanoTime();
        boolean busy = unfinished.get() > 0;
        return new SessionInfo(
                id,
                environment.name(),
                transport.wireName(),
                openedAt,
                Duration.ofNanos(now - openedNanos),
                busy ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - lastUsed)),
                recorder.steps(),
                busy,
                lane.waiting(),
                process());
    }

    private @Nullable String process() {
        Environment<A, O, S> own = world;
        try {
            return own == null || over ? null : own.process();
        } catch (Throwable strangers) {
            return null;
        }
    }

    /** Ends the session when what waits is done. From any thread; only the first reason counts. */
    public void finish(SessionEnd reason, @Nullable OpenEnvException farewell) {
        note(reason, farewell);
        lane.close(false, this::end);
    }

    /**
     * Ends the session at once: a running step is interrupted, what waits is answered that it will not be done. From any
     * thread; only the first reason counts.
     */
    public void abort(SessionEnd reason, @Nullable OpenEnvException farewell) {
        note(reason, farewell);
        if (over) {
            return;
        }
        aborted = true;
        lane.close(true, this::end);
        try {
            var unused =
                    context.clock().after(ABORT_GRACE, () -> context.lanes().execute(this::giveUp));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("session {}: the host has stopped", id);
        }
    }

    /** A client that says goodbye has not vanished, even if it is gone before that is read. */
    private void note(SessionEnd reason, @Nullable OpenEnvException farewell) {
        Ending mine = new Ending(reason, farewell);
        ending.updateAndGet(first ->
                first == null || (first.reason == SessionEnd.VANISHED && reason == SessionEnd.CLOSED) ? mine : first);
    }

    private SessionEnd reason() {
        Ending noted = ending.get();
        return noted == null ? SessionEnd.STOPPING : noted.reason;
    }

    /** Why it was aborted, or {@code null}. */
    @Nullable
    SessionEnd aborted() {
        return aborted ? reason() : null;
    }

    /**
     * Does nothing as long as it was not told to end at once.
     *
     * @throws OpenEnvException with what its client is told then
     */
    public void checkNotAborted() {
        if (aborted) {
            throw farewell(reason());
        }
    }

    OpenEnvException farewell(SessionEnd reason) {
        Ending noted = ending.get();
        return noted == null || noted.farewell == null
                ? new OpenEnvException(ErrorCode.SESSION_ERROR, reason.sentence())
                : noted.farewell;
    }

    /** Answers for a request that does not return although it was interrupted; its place is taken until it does. */
    private void giveUp() {
        if (over) {
            return;
        }
        LOG.warn(
                "session {}: the environment '{}' does not return although it was interrupted", id, environment.name());
        PendingRequest<A, O, S> stuck = running;
        SessionEnd reason = reason();
        if (stuck != null) {
            stuck.drop(reason, farewell(reason));
        }
        lane.takeDropped().forEach(request -> request.drop(reason, farewell(reason)));
        sayGoodbye();
    }

    private void end() {
        try {
            close(world);
            close(copied.getAndSet(null));
        } finally {
            SessionInfo last = info();
            List<PendingRequest<A, O, S>> dropped = lane.takeDropped();
            if (reason() == SessionEnd.VANISHED && dropped.stream().anyMatch(PendingRequest::closes)) {
                note(SessionEnd.CLOSED, null);
            }
            over = true;
            context.registry().remove(this);
            SessionEnd reason = reason();
            dropped.forEach(request -> request.drop(reason, farewell(reason)));
            sayGoodbye();
            endDependents();
            tell(last, reason);
            gone.complete(null);
        }
    }

    private void sayGoodbye() {
        Ending noted = ending.get();
        if (saidGoodbye.compareAndSet(false, true) && noted != null) {
            whenEnded.ended(noted.reason, noted.farewell);
            attachment.ended(noted.reason, noted.farewell);
        }
    }

    private void tell(SessionInfo last, SessionEnd reason) {
        if (admitted) {
            context.observers().tell(observer -> observer.sessionClosed(last, reason.wireName()));
        } else if (reason == SessionEnd.NOT_STARTED) {
            ErrorCode code = farewell(reason).code();
            context.observers().tell(observer -> observer.sessionRefused(environment.name(), code));
        }
    }
}
