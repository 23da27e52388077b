package org.openenv.core.host.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ClientMessage.ToStep;
import org.openenv.core.wire.ServerMessage;

/**
 * What a client says to the step that runs: it is heard before its turn, in order, and answered as soon as it has arrived. It is
 * for the step that was asked for last before it: nothing is taken out from behind another one. What comes when no step listens
 * is answered in its turn, that there is none. Safe for use by several threads.
 */
public final class StepTalk<A extends Action, O extends Observation, S extends State> {

    /** A step that listens, and how it is told that nobody will say anything any more. */
    private record Listener<A extends Action>(
            Function<ToStep<A>, CompletableFuture<Void>> ear, Object speaker, Runnable whenGone) {}

    private final RequestQueue<A, O, S> requests;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Listener<A> listener;

    /** Whether the episode was offered functions of its client. */
    private volatile boolean offered;

    private int calls;
    private long stoppedAt;
    private long stood;

    StepTalk(RequestQueue<A, O, S> requests) {
        this.requests = requests;
    }

    /** Whether a step listens. */
    public boolean open() {
        return listener != null;
    }

    /**
     * Says that the step that runs listens. On the lane.
     *
     * @param speaker whom it listens to
     * @param ear is given each message in order; must not wait; completes when that has arrived, or with the reason why not
     * @param whenGone called when the speaker has gone
     */
    public void begin(Object speaker, Function<ToStep<A>, CompletableFuture<Void>> ear, Runnable whenGone) {
        listener = new Listener<>(ear, speaker, whenGone);
        requests.freeRunning();
        hear();
    }

    /** Says whether functions of the client are offered to the programs of this session, from its reset on. */
    public void offer(boolean functions) {
        offered = functions;
    }

    /** Whether programs may call functions of the client. */
    public boolean offers() {
        return offered;
    }

    /** The step waits for its client, which takes none of its time. */
    public synchronized void callBegins() {
        if (calls++ == 0) {
            stoppedAt = System.nanoTime();
        }
    }

    /** It has waited for one call less. */
    public synchronized void callEnds() {
        if (--calls == 0) {
            stood += System.nanoTime() - stoppedAt;
        }
    }

    /** For how long steps of this session have waited for their client. */
    synchronized Duration stood() {
        return Duration.ofNanos(stood + (calls == 0 ? 0 : System.nanoTime() - stoppedAt));
    }

    /** Says that it has ended. On the lane. */
    public void end() {
        lock.lock(); // nothing is being told to it any more
        try {
            listener = null;
        } finally {
            lock.unlock();
        }
    }

    /** A client has gone. */
    public void gone(Object speaker) {
        Listener<A> now = listener;
        if (now != null && now.speaker() == speaker) {
            now.whenGone().run();
        }
    }

    /** Tells the step what waits for it. Reads requests, and so is called by no I/O thread. */
    public void hear() {
        lock.lock();
        try {
            for (PendingRequest<A, O, S> request : requests.snapshot()) {
                Listener<A> now = listener;
                ClientMessage<A> message = now == null ? null : request.readEarly();
                if (now == null || endsAStep(message)) {
                    return;
                }
                if (message instanceof ToStep<A> said && !request.isRepeated(said) && requests.takeOut(request)) {
                    tell(request, said, now.ear());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean endsAStep(@Nullable ClientMessage<?> message) {
        return message instanceof ClientMessage.Step
                || message instanceof ClientMessage.Steps
                || message instanceof ClientMessage.Reset
                || message instanceof ClientMessage.Close;
    }

    private void tell(
            PendingRequest<A, O, S> request, ToStep<A> said, Function<ToStep<A>, CompletableFuture<Void>> ear) {
        CompletableFuture<Void> hearing = ear.apply(said);
        request.free(); // whoever hears it holds it, and has a bound of its own
        var unused = hearing.handle((arrived, failure) -> failure == null
                        ? new ServerMessage.Heard<O, S>(said.type())
                        : ServerMessage.Failed.<O, S>of(Failures.of(failure)))
                .thenAccept(answer -> request.answerAside(answer, said.requestId()));
    }
}
