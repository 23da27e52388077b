package org.openenv.core.rollout;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How rollouts are played. Immutable.
 *
 * @param samples how many episodes for each prompt, at least 1
 * @param concurrency how many episodes at a time, at least 1; the pool may have fewer places
 * @param maxSteps how many steps an episode has at most, at least 1
 * @param budget how long an episode may take from its reset on, the policy's time included, or {@code null} for as long as it
 *     takes; a step that runs then is ended by the environment, or else with its session
 * @param retries how often an episode whose connection is lost is begun anew, 0 or more; each time with the whole budget
 * @param patience how long an episode waits for a place in the pool, positive
 * @param progress told after each episode, by one thread at a time
 */
public record RolloutOptions(
        int samples,
        int concurrency,
        int maxSteps,
        @Nullable Duration budget,
        int retries,
        Duration patience,
        Consumer<RolloutProgress> progress) {

    private static final RolloutOptions DEFAULTS =
            new RolloutOptions(1, 16, Integer.MAX_VALUE, null, 2, Duration.ofMinutes(10), progress -> {});

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if one of them is below its least
     */
    public RolloutOptions {
        atLeast(1, samples, "samples");
        atLeast(1, concurrency, "concurrency");
        atLeast(1, maxSteps, "maxSteps");
        atLeast(0, retries, "retries");
        positive(budget, "budget");
        positive(patience, "patience");
    }

    private static void atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    private static void positive(@Nullable Duration value, String name) {
        if (value != null && (value.isZero() || value.isNegative())) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }

    /**
     * Returns what is done without asking: one sample of each prompt, 16 episodes at a time, no bound of steps or time, two
     * retries, ten minutes' patience.
     *
     * @return the defaults
     */
    public static RolloutOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these options with another number of episodes for each prompt.
     *
     * @param number at least 1
     * @return the copy
     */
    public RolloutOptions withSamples(int number) {
        return new RolloutOptions(number, concurrency, maxSteps, budget, retries, patience, progress);
    }

    /**
     * Returns these options with another number of episodes at a time.
     *
     * @param number at least 1
     * @return the copy
     */
    public RolloutOptions withConcurrency(int number) {
        return new RolloutOptions(samples, number, maxSteps, budget, retries, patience, progress);
    }

    /**
     * Returns these options with a bound of an episode's steps.
     *
     * @param number at least 1
     * @return the copy
     */
    public RolloutOptions withMaxSteps(int number) {
        return new RolloutOptions(samples, concurrency, number, budget, retries, patience, progress);
    }

    /**
     * Returns these options with a bound of an episode's time.
     *
     * @param time positive
     * @return the copy
     */
    public RolloutOptions withBudget(Duration time) {
        return new RolloutOptions(samples, concurrency, maxSteps, time, retries, patience, progress);
    }

    /**
     * Returns these options with another number of retries.
     *
     * @param number 0 or more
     * @return the copy
     */
    public RolloutOptions withRetries(int number) {
        return new RolloutOptions(samples, concurrency, maxSteps, budget, number, patience, progress);
    }

    /**
     * Returns these options with another time to wait for a place.
     *
     * @param time positive
     * @return the copy
     */
    public RolloutOptions withPatience(Duration time) {
        return new RolloutOptions(samples, concurrency, maxSteps, budget, retries, time, progress);
    }

    /**
     * Returns these options with somebody who is told how far it is.
     *
     * @param listener told after each episode, by one thread at a time; it should not take long
     * @return the copy
     */
    public RolloutOptions withProgress(Consumer<RolloutProgress> listener) {
        return new RolloutOptions(samples, concurrency, maxSteps, budget, retries, patience, listener);
    }
}
