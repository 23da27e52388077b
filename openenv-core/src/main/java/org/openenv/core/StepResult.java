package org.openenv.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a reset or a step returns: the observation, and beside it the reward, the end of the episode, and metadata.
 *
 * <p>Immutable, and so safe to share between threads if the observation is. The {@code with} methods return changed
 * copies; they are what a {@link Transform} is written with.
 *
 * @param observation what the environment shows
 * @param reward the reward of this step, finite; {@code null} when there is none
 * @param done whether the episode has ended
 * @param metadata further facts by name, in order, each a value that JSON knows; possibly empty
 * @param <O> the observation's type
 */
public record StepResult<O extends Observation>(
        O observation, @Nullable Double reward, boolean done, Map<String, Object> metadata) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the reward is infinite or not a number
     */
    public StepResult {
        Objects.requireNonNull(observation, "observation is required");
        Objects.requireNonNull(metadata, "metadata is required");
        if (reward != null && !Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, was " + reward);
        }
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Returns a result that shows an observation, without reward or metadata, the episode going on.
     *
     * @param observation what the environment shows
     * @param <O> the observation's type
     * @return the result
     */
    public static <O extends Observation> StepResult<O> of(O observation) {
        return new StepResult<>(observation, null, false, Map.of());
    }

    /**
     * Returns a result with an observation and a reward, the episode going on.
     *
     * @param observation what the environment shows
     * @param reward the reward, finite
     * @param <O> the observation's type
     * @return the result
     */
    public static <O extends Observation> StepResult<O> of(O observation, double reward) {
        return new StepResult<>(observation, reward, false, Map.of());
    }

    /**
     * Returns this result with another reward.
     *
     * @param newReward the reward, finite, or {@code null} for none
     * @return the copy
     */
    public StepResult<O> withReward(@Nullable Double newReward) {
        return new StepResult<>(observation, newReward, done, metadata);
    }

    /**
     * Returns this result with something added to its reward; no reward counts as zero.
     *
     * @param more what to add, finite
     * @return the copy
     */
    public StepResult<O> plusReward(double more) {
        return withReward(reward == null ? more : reward + more);
    }

    /**
     * Returns this result with one more entry of metadata, replacing an entry of the same name.
     *
     * @param name the entry's name
     * @param value a value that JSON knows: text, number, boolean, list or map
     * @return the copy
     */
    public StepResult<O> withMetadata(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new StepResult<>(observation, reward, done, more);
    }

    /**
     * Returns this result as the last of its episode.
     *
     * @return the copy
     */
    public StepResult<O> asDone() {
        return new StepResult<>(observation, reward, true, metadata);
    }
}
