package org.openenv.core.rollout;

import java.util.List;
import java.util.stream.Stream;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.pool.EnvPool;

/**
 * Plays episodes over a pool, several of them at a time.
 *
 * <pre>{@code
 * var options = RolloutOptions.defaults().withSamples(8).withConcurrency(32).withBudget(Duration.ofMinutes(2));
 * try (var file = TrajectoryFile.append(Path.of("rollouts.jsonl"));
 *         var rollouts = Rollouts.over(pool, options).run(prompts, policy)) {
 *     rollouts.peek(file::write).forEach(rollout -> train(rollout.turns(), rollout.totalReward()));
 * }
 * }</pre>
 *
 * <p>An episode that fails is a {@link Rollout} with {@link Ending#FAILED}; it ends nothing but itself. Immutable, and safe for
 * use by several threads.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class Rollouts<A extends Action, O extends Observation, S extends State> {

    private final EnvPool<A, O, S> pool;
    private final RolloutOptions options;

    private Rollouts(EnvPool<A, O, S> pool, RolloutOptions options) {
        this.pool = pool;
        this.options = options;
    }

    /**
     * Makes what plays over a pool.
     *
     * @param pool where sessions come from; not closed
     * @param options how many, how many at a time, and their bounds
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return what plays
     */
    public static <A extends Action, O extends Observation, S extends State> Rollouts<A, O, S> over(
            EnvPool<A, O, S> pool, RolloutOptions options) {
        return new Rollouts<>(pool, options);
    }

    /**
     * Begins to play, for each prompt as many episodes as there shall be samples of it, on threads of its own.
     *
     * @param prompts what episodes are about
     * @param policy what acts in them
     * @param <P> what an episode is about
     * @return what came of each episode, as they end, the quick ones first. At most as many as are played at a time wait to be
     *     taken: whoever takes slowly holds up the episodes. Closing the stream, which whoever does not take it to its end
     *     must, ends the episodes that run. It fails with {@link org.openenv.core.ErrorCode#INTERRUPTED} if the thread that
     *     takes is interrupted.
     */
    public <P> Stream<Rollout<P, A, O>> run(List<P> prompts, Policy<P, A, O> policy) {
        return new RunningRollouts<>(pool, options, List.copyOf(prompts), policy).stream();
    }
}
