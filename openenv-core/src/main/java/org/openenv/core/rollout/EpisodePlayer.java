package org.openenv.core.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;
import org.openenv.core.pool.EnvPool;

/** Plays one episode, and again if its connection is lost. Used by one thread. */
final class EpisodePlayer<P, A extends Action, O extends Observation, S extends State> {

    private final EnvPool<A, O, S> pool;
    private final RolloutOptions options;
    private final Policy<P, A, O> policy;
    private final P prompt;
    private final int index;
    private final int sample;

    private int attempts;

    /** Whether this attempt has a session; who waited for one in vain has waited long enough. */
    private boolean begun;

    private long begin = System.nanoTime();
    private @Nullable StepResult<O> start;
    private final List<Turn<A, O>> turns = new ArrayList<>();

    EpisodePlayer(
            EnvPool<A, O, S> pool, RolloutOptions options, Policy<P, A, O> policy, P prompt, int index, int sample) {
        this.pool = pool;
        this.options = options;
        this.policy = policy;
        this.prompt = prompt;
        this.index = index;
        this.sample = sample;
    }

    Rollout<P, A, O> play() {
        while (true) {
            Rollout<P, A, O> rollout = attempt();
            if (!begun
                    || !rollout.isLost()
                    || attempts > options.retries()
                    || Thread.currentThread().isInterrupted()) {
                return rollout;
            }
        }
    }

    private Rollout<P, A, O> attempt() {
        attempts++;
        begin = System.nanoTime();
        begun = false;
        start = null;
        turns.clear();
        try (EnvClient<A, O, S> session = pool.acquire(options.patience())) {
            begun = true;
            begin = System.nanoTime();
            return ended(episode(session, new Budget(options.budget())), null);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return ended(Ending.FAILED, closed);
        } catch (Throwable failure) {
            return ended(Ending.FAILED, failure);
        }
    }

    private Ending episode(EnvClient<A, O, S> session, Budget budget) throws Exception {
        try {
            StepResult<O> last = budget.await(session.resetAsync(policy.start(prompt, sample)));
            StepResult<O> first = last;
            start = first;
            while (!last.done()) {
                if (turns.size() >= options.maxSteps()) {
                    return Ending.STEPS;
                }
                Optional<A> action = policy.next(new Episode<>(prompt, sample, first, turns));
                if (action.isEmpty()) {
                    return Ending.POLICY;
                }
                last = budget.await(session.stepAsync(action.get(), budget.ofAStep()));
                turns.add(new Turn<>(action.get(), last));
            }
            return Ending.DONE;
        } catch (TimeoutException over) {
            session.close(Duration.ZERO);
            return Ending.BUDGET;
        }
    }

    private Rollout<P, A, O> ended(Ending ending, @Nullable Throwable failure) {
        Duration duration = Duration.ofNanos(System.nanoTime() - begin);
        return new Rollout<>(prompt, index, sample, attempts, start, turns, ending, failure, duration);
    }
}
