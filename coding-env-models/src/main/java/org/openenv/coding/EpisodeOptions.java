package org.openenv.coding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openenv.core.ResetOptions;
import org.openenv.core.TaskChoice;

/**
 * What a caller may ask of a coding episode, by methods that the compiler knows. Immutable.
 *
 * <pre>{@code
 * env.reset(EpisodeOptions.none()
 *         .withSeed(42)
 *         .withLimits(EpisodeLimits.none().withStepTimeout(Duration.ofSeconds(5)).withMemoryBytes(256 << 20))
 *         .withUsage());
 * }</pre>
 *
 * @param toResetOptions the same as fields of a reset, as they go over the wire
 */
public record EpisodeOptions(ResetOptions toResetOptions) {

    private static final EpisodeOptions NONE = new EpisodeOptions(ResetOptions.none());

    /** Checks. */
    public EpisodeOptions {
        Objects.requireNonNull(toResetOptions, "toResetOptions is required");
    }

    /**
     * Returns the options of a plain episode.
     *
     * @return options that ask for nothing
     */
    public static EpisodeOptions none() {
        return NONE;
    }

    /**
     * Returns these options with a seed for {@code random} and numpy.
     *
     * @param seed the seed, zero or more
     * @return the copy
     * @throws IllegalArgumentException if the seed is negative
     */
    public EpisodeOptions withSeed(long seed) {
        return new EpisodeOptions(toResetOptions.withSeed(seed));
    }

    /**
     * Returns these options with a name for the episode.
     *
     * @param episodeId the name, at most {@value ResetOptions#MAX_ID_LENGTH} characters
     * @return the copy
     * @throws IllegalArgumentException if the name is too long
     */
    public EpisodeOptions withEpisodeId(String episodeId) {
        return new EpisodeOptions(toResetOptions.withEpisodeId(episodeId));
    }

    /**
     * Returns these options with limits; those asked for before stay where these say nothing.
     *
     * @param limits the limits, each no higher than the server's
     * @return the copy
     */
    public EpisodeOptions withLimits(EpisodeLimits limits) {
        ResetOptions options = toResetOptions;
        for (Map.Entry<String, Object> limit : limits.extras().entrySet()) {
            options = options.withExtra(limit.getKey(), limit.getValue());
        }
        return new EpisodeOptions(options);
    }

    /**
     * Returns these options for steps that are whole scripts: each ends as a script does, and the next starts afresh.
     *
     * @return the copy
     */
    public EpisodeOptions asScript() {
        return with("as_script", true);
    }

    /**
     * Returns these options for steps that tell times and peak memory: {@link CodeOutcome#usage}.
     *
     * @return the copy
     */
    public EpisodeOptions withUsage() {
        return with("usage", true);
    }

    /**
     * Returns these options for an episode about a task, on a server that has tasks.
     *
     * @param id the task's name
     * @return the copy
     */
    public EpisodeOptions withTask(String id) {
        return with("task_id", id);
    }

    /**
     * Returns these options for an episode about a task, on a server that has tasks.
     *
     * @param split the part of the tasks it is in
     * @param index its place there, from 0
     * @return the copy
     */
    public EpisodeOptions withTask(String split, int index) {
        return new EpisodeOptions(TaskChoice.in(toResetOptions, split, index));
    }

    /**
     * Returns these options for steps that don't send the program back in {@code metadata.last_code}.
     *
     * @return the copy
     */
    public EpisodeOptions withoutLastCode() {
        return with("last_code", false);
    }

    /**
     * Returns these options for steps that tell rich results: {@link CodeOutcome#results}. Programs find what notebooks have,
     * such as {@code display}; figures of matplotlib that are shown, or left open, come as pictures.
     *
     * @return the copy
     */
    public EpisodeOptions withResults() {
        return with("results", true);
    }

    /**
     * Returns these options for figures that come as SVG beside PNG, with {@link #withResults}.
     *
     * @return the copy
     */
    public EpisodeOptions withSvgFigures() {
        return with("figure_format", "svg");
    }

    /**
     * Returns these options for steps that are cells of a notebook: top-level {@code await}, magics, commands, {@code _} and
     * {@code Out}, with rich results.
     *
     * @return the copy
     */
    public EpisodeOptions asNotebook() {
        return with("notebook", true);
    }

    /**
     * Returns these options for programs that can import packages, on a server that has wheels of them. What was installed tells
     * the reset's {@code metadata.packages}.
     *
     * @param requirements names, with versions if need be: {@code "numpy==2.3"}
     * @return the copy
     */
    public EpisodeOptions withPackages(String... requirements) {
        return with("packages", List.of(requirements));
    }

    /**
     * Returns these options for another time that a call of a function of this client may take.
     *
     * @param time above zero, at most an hour
     * @return the copy
     */
    public EpisodeOptions withToolTimeout(Duration time) {
        return with("tool_timeout", time.toNanos() / 1e9);
    }

    private EpisodeOptions with(String name, Object value) {
        return new EpisodeOptions(toResetOptions.withExtra(name, value));
    }
}
