package org.openenv.core.host.session;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.Workspace;
import org.openenv.core.host.HostObserver.Parent;
import org.openenv.core.host.SessionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's environment and the requests to it. The environment is made by the first task of the session's lane and closed
 * by its last; in between, one {@link PendingRequest} runs at a time. Safe for use by several threads.
 */
public final class Session<A extends Action, O extends Observation, S extends State> {

    /** How many files of a session may be on their way at once: each has a thread, and a part of one in memory. */
    private static final int MOST_TRANSFERS = 8;

    /** How long who ends a session waits for an environment that does not return. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Semaphore transfers = new Semaphore(MOST_TRANSFERS);
    private final String id = UUID.randomUUID().toString();
    private final HostContext context;
    private final Transport transport;
    private final SessionActivity activity = new SessionActivity();
    private final SessionEnvironment<A, O, S> environment;
    private final StepInterrupts interrupts;
    private final RequestQueue<A, O, S> requests;
    private final StepTalk<A, O, S> talk;
    private final SessionTermination<A, O, S> termination;
    private final ExchangeRecorder recorder;
    private final Attachment attachment;
    private final AnswerLog answers;

    private volatile boolean admitted;

    /** Makes a session that is not open yet. */
    public Session(
            ServedEnvironment<A, O, S> served, HostContext context, Transport transport, SessionEndListener whenEnded) {
        this.context = context;
        this.transport = transport;
        this.environment = new SessionEnvironment<>(this, served, context);
        this.interrupts = new StepInterrupts(environment, activity, context);
        this.requests = new RequestQueue<>(this, context);
        this.talk = new StepTalk<>(requests);
        this.termination = new SessionTermination<>(this, whenEnded);
        this.recorder = new ExchangeRecorder(id, served.name(), context.observers());
        this.attachment = new Attachment(transport == Transport.WEBSOCKET);
        this.answers = AnswerLog.of(context);
    }

    /** Its name. */
    public String id() {
        return id;
    }

    /** What it serves. */
    public ServedEnvironment<A, O, S> environment() {
        return environment.served();
    }

    /** What was asked of it, and what is. */
    public RequestQueue<A, O, S> requests() {
        return requests;
    }

    /** What is said to the step that runs. */
    public StepTalk<A, O, S> talk() {
        return talk;
    }

    /** How what runs is asked to end early. */
    public StepInterrupts interrupts() {
        return interrupts;
    }

    /** How long it has been open and idle. */
    public SessionActivity activity() {
        return activity;
    }

    /** Which socket it is attached to. */
    public Attachment attachment() {
        return attachment;
    }

    /** What it answered last, where its client asks again. */
    public AnswerLog answers() {
        return answers;
    }

    Transport transport() {
        return transport;
    }

    /** What it shares with the others of its host. */
    HostContext context() {
        return context;
    }

    SessionEnvironment<A, O, S> own() {
        return environment;
    }

    SessionTermination<A, O, S> termination() {
        return termination;
    }

    ExchangeRecorder recorder() {
        return recorder;
    }

    /** Whether its environment is there. */
    public boolean ready() {
        return environment.ready();
    }

    /** What is told about it now. */
    public SessionInfo info() {
        return new SessionInfo(
                id,
                environment().name(),
                transport.wireName(),
                activity.openedAt(),
                activity.age(),
                activity.idle(),
                recorder.steps(),
                activity.busy(),
                requests.waiting(),
                termination.over() ? null : environment.process());
    }

    /**
     * Takes a place among the host's sessions, then makes the environment; until then, work that was submitted waits.
     *
     * @return completes on the lane when the environment is there, or with an {@link OpenEnvException}: see {@link
     *     SessionRegistry#admit}, or {@code FACTORY_ERROR}; the session then has ended
     */
    public CompletableFuture<Void> open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        var unused = context.registry().admit(this).whenComplete((place, refusal) -> {
            if (refusal == null) {
                admitted = true;
                begin(opened);
            } else {
                opened.completeExceptionally(refusal);
                abort(SessionEnd.NOT_STARTED, Failures.of(refusal));
            }
        });
        return opened;
    }

    private void begin(CompletableFuture<Void> opened) {
        try {
            requests.begin(() -> make(opened));
        } catch (RuntimeException | Error noThread) {
            LOG.error("session {}: no thread for it", id, noThread);
            OpenEnvException failure =
                    new OpenEnvException(ErrorCode.SESSION_ERROR, "The server has no thread for a session.");
            opened.completeExceptionally(failure);
            abort(SessionEnd.NOT_STARTED, failure);
            context.registry().remove(this); // it is told when there is a thread again, but holds nothing till then
        }
    }

    private void make(CompletableFuture<Void> opened) {
        context.observers().tell(observer -> observer.sessionOpened(info()));
        try {
            environment.make();
            opened.complete(null);
        } catch (OpenEnvException failure) {
            opened.completeExceptionally(failure);
            abort(SessionEnd.NOT_STARTED, failure);
        }
    }

    /** Makes the session of a copy of this one, which outlives whoever asked for it. It is not open yet. */
    Session<A, O, S> sibling() {
        Session<A, O, S> copy = new Session<>(environment(), context, Transport.HTTP, (end, error) -> {});
        copy.talk.offer(talk.offers());
        return copy;
    }

    /**
     * Opens this session, which has its place already, with an environment that is made already; one that the session does not
     * live to see is closed.
     *
     * @param steps how many the one it is a copy of had taken
     */
    void adopt(Environment<A, O, S> copy, @Nullable Parent parent, long steps) {
        admitted = true;
        environment.adopt(copy);
        recorder.continues(parent, steps);
        context.observers().tell(observer -> observer.sessionOpened(info()));
        activity.touch();
        requests.begin(environment::begin);
        var unused = terminated().thenRun(environment::closeAdopted);
    }

    /** What a tool is given for its call, in its turn. On the lane. */
    public Environment<A, O, S> lend() {
        return new LentEnvironment<>(environment.made(), this);
    }

    /** The files of its episode; see {@link SessionEnvironment#workspace}. On the lane. */
    public Workspace workspace() {
        return environment.workspace();
    }

    /** Does nothing as long as it was not told to end at once; see {@link SessionTermination#checkNotAborted}. */
    public void checkNotAborted() {
        termination.checkNotAborted();
    }

    /** Logs what the environment threw, unless it was told to end. */
    void threw(Throwable failure) {
        if (termination.aborted() == null) {
            LOG.warn("session {}: the environment '{}' threw", id, environment().name(), failure);
        }
    }

    /** Ends the session when what waits is done; only the first reason counts. */
    public void finish(SessionEnd reason, @Nullable OpenEnvException error) {
        termination.finish(reason, error);
    }

    /**
     * Ends the session at once: a running step is interrupted, what waits is answered that it will not be done; only the first
     * reason counts.
     */
    public void abort(SessionEnd reason, @Nullable OpenEnvException error) {
        termination.abort(reason, error);
    }

    /** The places for files on their way. */
    public Semaphore transfers() {
        return transfers;
    }

    /** Completes when the environment is closed and the place free. */
    public CompletableFuture<Void> terminated() {
        return termination.terminated();
    }

    /** Completes likewise, or when an environment that can't be closed was waited for long enough. What hears of it must not block. */
    public CompletableFuture<Void> end() {
        return terminated().copy().completeOnTimeout(null, END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells the observers that it has ended, or never began. */
    void tellEnded(SessionInfo last, SessionEnd reason) {
        if (admitted) {
            context.observers().tell(observer -> observer.sessionClosed(last, reason.wireName()));
        } else if (reason == SessionEnd.NOT_STARTED) {
            ErrorCode code = termination.error(reason).code();
            context.observers()
                    .tell(observer -> observer.sessionRefused(environment().name(), code));
        }
    }
}
