package org.openenv.examples.farm;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The machines that all environments of a provider share: a service of the asynchronous kind, such as a build farm or a
 * remote model, whose jobs end some time later on a thread of its own. Safe for use by several threads.
 */
final class Machines implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "farm");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger running = new AtomicInteger();

    /** Starts a job; cancelling the future frees its machine. */
    CompletableFuture<Void> start(Duration duration) {
        CompletableFuture<Void> job = new CompletableFuture<>();
        running.incrementAndGet();
        ScheduledFuture<?> end = clock.schedule(() -> job.complete(null), duration.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = job.whenComplete((nothing, failure) -> {
            end.cancel(false);
            running.decrementAndGet();
        });
        return job;
    }

    /** How many jobs run now. */
    int running() {
        return running.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
