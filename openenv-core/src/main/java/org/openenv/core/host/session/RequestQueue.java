package org.openenv.core.host.session;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.resource.Allotment;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.resource.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one session: queued on its lane, bounded in number and in bytes. Safe for use by several threads. */
public final class RequestQueue<A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestQueue.class);

    /** How many requests may wait behind the one that runs. */
    public static final int MAX_WAITING = 64;

    /** A message up to this size is taken in whatever else the host holds, if its session asks for nothing else. */
    public static final int SMALL = 16 * 1024;

    /** What a request costs besides its bytes. */
    private static final int OVERHEAD = 256;

    private final Session<A, O, S> session;
    private final SessionActivity activity;
    private final Lane<PendingRequest<A, O, S>> lane;
    private final ByteBudget bytes;
    /** For small requests, so that a large one waits for none of them. */
    private final ByteBudget small;

    private final ByteBudget shared;
    private volatile @Nullable PendingRequest<A, O, S> running;

    RequestQueue(Session<A, O, S> session, HostContext context) {
        this.session = session;
        this.activity = session.activity();
        this.lane = new Lane<>(context.lanes());
        this.bytes = new ByteBudget((long) context.config().limits().maxMessageBytes() + OVERHEAD);
        this.small = new ByteBudget((long) MAX_WAITING * (SMALL + OVERHEAD));
        this.shared = context.bytes();
    }

    /** What waits, in order. */
    List<PendingRequest<A, O, S>> snapshot() {
        return lane.snapshot();
    }

    /** Gives the bytes of the request that runs back, so that there is room for what is said to it. On the lane. */
    void freeRunning() {
        PendingRequest<A, O, S> request = running;
        if (request != null) {
            request.free();
        }
    }

    /** Takes a request out that waits; returns whether it still did. */
    boolean takeOut(PendingRequest<A, O, S> request) {
        return lane.remove(request);
    }

    /** Whether so many requests wait that another one must be refused. */
    public boolean full() {
        return lane.waiting() >= MAX_WAITING;
    }

    /** How many requests wait behind the one that runs. */
    int waiting() {
        return lane.waiting();
    }

    /** Whether no request is taken any more. */
    public boolean closed() {
        return lane.closed();
    }

    /**
     * Takes bytes for a request that comes in, now or later; what is larger than one message may be waits until nothing else
     * is held.
     *
     * @param size how many
     * @param whenGranted called on any thread when bytes that had to be waited for may be held
     */
    public Allotment take(long size, Runnable whenGranted) {
        boolean free = size <= SMALL && !activity.busy();
        return new Allotment(size <= SMALL ? small : bytes, shared, size + OVERHEAD, free, whenGranted);
    }

    /**
     * Queues a request.
     *
     * @param carrier how it is read and answered
     * @param held its bytes, closed when it is answered
     * @return the request, which is answered once whatever happens
     */
    public PendingRequest<A, O, S> submit(Carrier<A, O, S> carrier, AutoCloseable held) {
        return submit(new PendingRequest<>(session, carrier, held, null));
    }

    /**
     * Queues a request, unless the session is about to end.
     *
     * @return the request, or {@code null} if it was not taken
     */
    public @Nullable PendingRequest<A, O, S> offer(Carrier<A, O, S> carrier, AutoCloseable held) {
        PendingRequest<A, O, S> request = new PendingRequest<>(session, carrier, held, null);
        if (queued(request, lane::offer)) {
            return request;
        }
        activity.declined();
        return null;
    }

    /** Queues the answer to a request that is not carried out, but for an interrupt; it is answered in its turn. */
    public PendingRequest<A, O, S> refuse(Carrier<A, O, S> carrier, AutoCloseable held, OpenEnvException why) {
        return submit(new PendingRequest<>(session, carrier, held, why));
    }

    private PendingRequest<A, O, S> submit(PendingRequest<A, O, S> request) {
        if (!queued(request, lane::submit)) {
            request.dropAtEnd();
        }
        return request;
    }

    private boolean queued(PendingRequest<A, O, S> request, Predicate<PendingRequest<A, O, S>> queueing) {
        activity.requested();
        try {
            return queueing.test(request);
        } catch (RuntimeException | Error noThread) {
            LOG.error("session {}: no thread for a request", session.id(), noThread);
            request.drop(
                    SessionEnd.STOPPING,
                    new OpenEnvException(ErrorCode.SESSION_ERROR, "The server has no thread for this request."));
            return true;
        }
    }

    /** Drops the requests that wait and are of a client that has left; none of them is carried out. */
    public void withdraw(Predicate<Carrier<A, O, S>> left, SessionEnd reason) {
        OpenEnvException error = session.termination().error(reason);
        lane.remove(request -> request.isOf(left)).forEach(request -> request.drop(reason, error));
    }

    /** Ends a request early that its client does not want any more: what runs is interrupted, what waits is not carried out. */
    public void cancel(PendingRequest<A, O, S> request, OpenEnvException why) {
        if (!session.interrupts().ifMeant(() -> running == request && !request.isSettled())) {
            lane.remove(waiting -> waiting == request).forEach(waiting -> waiting.drop(SessionEnd.CLOSED, why));
        }
    }

    /** Lets requests be carried out, after a first task. */
    void begin(Runnable first) {
        lane.release(first);
    }

    /** The request that runs, or ran last. */
    @Nullable
    PendingRequest<A, O, S> running() {
        return running;
    }

    /** This request runs from now on. On the lane. */
    void started(PendingRequest<A, O, S> request) {
        running = request;
    }

    /** From here on, nobody interrupts the lane's thread for the request that runs. On the lane. */
    void endInterruptible() {
        lane.endInterruptible();
    }

    /** Takes no request any more; see {@link Lane#close}. */
    void close(boolean now, Runnable last) {
        lane.close(now, last);
    }

    /** Returns what will not be carried out; see {@link Lane#takeDropped}. */
    List<PendingRequest<A, O, S>> takeDropped() {
        return lane.takeDropped();
    }
}
