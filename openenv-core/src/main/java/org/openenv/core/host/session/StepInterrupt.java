package org.openenv.core.host.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.openenv.core.host.resource.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers an interrupt to the request that runs, or waits at the head of the lane: an environment that has not begun it
 * yet is asked again, until it has, or until the request is answered. The environment's code runs on threads that serve
 * nobody else, for it may block.
 */
final class StepInterrupt {

    private static final Logger LOG = LoggerFactory.getLogger(StepInterrupt.class);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int ATTEMPTS = 400;

    /** How long an answer waits for an interrupt that is being carried out. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BooleanSupplier interrupt;
    private final SessionActivity activity;
    private final Clock clock;
    private final Executor threads;
    private final long target;
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    private int attempts;

    StepInterrupt(BooleanSupplier interrupt, SessionActivity activity, long target, Clock clock, Executor threads) {
        this.interrupt = interrupt;
        this.activity = activity;
        this.clock = clock;
        this.threads = threads;
        this.target = target;
    }

    /** Begins. From any thread. */
    void deliver() {
        attempt();
    }

    /** Whether it is still under way. */
    boolean underWay() {
        return !outcome.isDone();
    }

    /** Whether it is for the request that would be interrupted now. */
    boolean aimsAtWhatRuns() {
        return activity.answered() == target;
    }

    private void attempt() {
        try {
            threads.execute(this::ask);
        } catch (RuntimeException | Error noThread) {
            outcome.complete(false);
        }
    }

    private void ask() {
        try {
            if (activity.answered() != target) {
                outcome.complete(false);
            } else if (interrupt.getAsBoolean()) {
                outcome.complete(true);
            } else if (++attempts >= ATTEMPTS) {
                outcome.complete(false);
            } else {
                var unused = clock.after(PAUSE, this::attempt);
            }
        } catch (Throwable failure) {
            LOG.warn("an environment's interrupt() failed", failure);
            outcome.complete(false);
        }
    }

    /** Completes with whether something was interrupted. */
    CompletableFuture<Boolean> future() {
        return outcome;
    }

    /** Whether something was interrupted; an interrupt that is still under way is waited for, but not for long. */
    boolean outcome() {
        try {
            return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException unknown) {
            return false;
        }
    }
}
