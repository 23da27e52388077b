package org.openenv.core.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.pool.EnvPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The episodes of one call: threads that take the next one until there is none, and a queue of what came of them. */
final class RunningRollouts<P, A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRollouts.class);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final EnvPool<A, O, S> pool;
    private final RolloutOptions options;
    private final List<P> prompts;
    private final Policy<P, A, O> policy;
    private final int total;
    private final AtomicInteger begun = new AtomicInteger();
    private final BlockingQueue<Rollout<P, A, O>> ended;
    private final ExecutorService threads;
    private final long start = System.nanoTime();
    private int finished;
    private int failed;

    RunningRollouts(EnvPool<A, O, S> pool, RolloutOptions options, List<P> prompts, Policy<P, A, O> policy) {
        this.pool = pool;
        this.options = options;
        this.prompts = prompts;
        this.policy = policy;
        this.total = Math.multiplyExact(prompts.size(), options.samples());
        int players = Math.max(1, Math.min(options.concurrency(), total));
        this.ended = new ArrayBlockingQueue<>(players);
        this.threads = Executors.newFixedThreadPool(players, RunningRollouts::daemon);
        for (int i = 0; i < players; i++) {
            threads.execute(this::play);
        }
        threads.shutdown();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "rollout");
        thread.setDaemon(true);
        return thread;
    }

    private void play() {
        try {
            for (int number = begun.getAndIncrement(); number < total; number = begun.getAndIncrement()) {
                Rollout<P, A, O> rollout = player(number).play();
                tell(rollout);
                ended.put(rollout);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** All samples of a prompt one after the other, so that a group is complete early. */
    private EpisodePlayer<P, A, O, S> player(int number) {
        int index = number / options.samples();
        return new EpisodePlayer<>(pool, options, policy, prompts.get(index), index, number % options.samples());
    }

    private synchronized void tell(Rollout<P, A, O> rollout) {
        finished++;
        failed += rollout.ending() == Ending.FAILED ? 1 : 0;
        try {
            options.progress()
                    .accept(new RolloutProgress(total, finished, failed, Duration.ofNanos(System.nanoTime() - start)));
        } catch (RuntimeException failure) {
            LOG.warn("the listener of the rollouts' progress failed", failure);
        }
    }

    Stream<Rollout<P, A, O>> stream() {
        int characteristics = Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(
                        new Spliterators.AbstractSpliterator<Rollout<P, A, O>>(total, characteristics) {
                            private int taken;

                            @Override
                            public boolean tryAdvance(Consumer<? super Rollout<P, A, O>> action) {
                                if (taken == total) {
                                    return false;
                                }
                                taken++;
                                action.accept(take());
                                return true;
                            }
                        },
                        false)
                .onClose(this::close);
    }

    private Rollout<P, A, O> take() {
        try {
            return ended.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while waiting for episodes to end", e);
        }
    }

    private void close() {
        begun.set(total);
        threads.shutdownNow();
        try {
            var unused = threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
