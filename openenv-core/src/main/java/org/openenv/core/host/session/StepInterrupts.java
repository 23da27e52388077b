package org.openenv.core.host.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The interrupts of one session: at most one is under way, and who asks meanwhile joins it. From any thread. */
public final class StepInterrupts {

    private final SessionEnvironment<?, ?, ?> environment;
    private final SessionActivity activity;
    private final HostContext context;
    private final AtomicReference<@Nullable StepInterrupt> latest = new AtomicReference<>();

    StepInterrupts(SessionEnvironment<?, ?, ?> environment, SessionActivity activity, HostContext context) {
        this.environment = environment;
        this.activity = activity;
        this.context = context;
    }

    /**
     * Asks what runs, or is about to run, to end early.
     *
     * @return completes with whether something was interrupted
     */
    public CompletableFuture<Boolean> now() {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        boolean delivering = deliver(activity.answered(), delivery -> {
            var unused = delivery.future().thenAccept(outcome::complete);
        });
        return delivering ? outcome : CompletableFuture.completedFuture(false);
    }

    /** Interrupts what runs if that is what somebody means; returns whether it is. */
    public boolean ifMeant(BooleanSupplier meant) {
        long target = activity.answered();
        if (!meant.getAsBoolean()) {
            return false;
        }
        var unused = deliver(target, delivery -> {});
        return true;
    }

    /**
     * Asks what ran when a request came in to end early; that request is told in its turn what came of it.
     *
     * @param cameAt what {@link SessionActivity#answered} was then: nothing is interrupted if that has ended since
     */
    public void on(PendingRequest<?, ?, ?> request, long cameAt) {
        if (activity.answered() == cameAt) {
            var unused = deliver(cameAt, request::delivered);
        }
    }

    /**
     * Begins to interrupt what runs, or joins whoever does; one of an earlier request that still is under way is waited for. Who
     * asks is told before anything can come of it.
     */
    private boolean deliver(long target, Consumer<StepInterrupt> asking) {
        StepInterrupt before = latest.get();
        if (before != null && before.underWay() && before.aimsAtWhatRuns()) {
            asking.accept(before);
            return true;
        }
        if (!activity.busy()) {
            return false;
        }
        StepInterrupt mine =
                new StepInterrupt(environment::interrupt, activity, target, context.clock(), context.lanes());
        if (!latest.compareAndSet(before, mine)) {
            return deliver(target, asking);
        }
        asking.accept(mine);
        if (before == null) {
            mine.deliver();
        } else {
            var unused = before.future().thenRun(mine::deliver);
        }
        return true;
    }
}
