package org.openenv.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask of a reset. Immutable.
 *
 * @param seed decides the episode's random numbers, zero or more; {@code null} for fresh ones
 * @param episodeId the name the episode shall have, at most {@value #MAX_ID_LENGTH} characters; {@code null} to have
 *     one made
 * @param extras further parameters by name, for the environment to interpret; possibly empty
 */
public record ResetOptions(@Nullable Long seed, @Nullable String episodeId, Map<String, Object> extras) {

    /** The longest episode id the protocol allows, in characters. */
    public static final int MAX_ID_LENGTH = 255;

    /** The parameter by which a client offers functions of its own to the programs of an episode. */
    public static final String TOOLS = "tools";

    private static final ResetOptions NONE = new ResetOptions(null, null, Map.of());

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the seed is negative or the episode id too long
     */
    public ResetOptions {
        Objects.requireNonNull(extras, "extras is required");
        if (seed != null && seed < 0) {
            throw new IllegalArgumentException("seed must be zero or more, was " + seed);
        }
        if (episodeId != null && episodeId.codePointCount(0, episodeId.length()) > MAX_ID_LENGTH) {
            throw new IllegalArgumentException(
                    "episodeId must have at most " + MAX_ID_LENGTH + " characters, has " + episodeId.length());
        }
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /**
     * Returns the options of a plain reset.
     *
     * @return options that ask for nothing
     */
    public static ResetOptions none() {
        return NONE;
    }

    /**
     * Returns these options with a seed.
     *
     * @param newSeed the seed, zero or more
     * @return the copy
     * @throws IllegalArgumentException if the seed is negative
     */
    public ResetOptions withSeed(long newSeed) {
        return new ResetOptions(newSeed, episodeId, extras);
    }

    /**
     * Returns these options with a name for the episode.
     *
     * @param newEpisodeId the name, at most {@value #MAX_ID_LENGTH} characters
     * @return the copy
     * @throws IllegalArgumentException if the name is too long
     */
    public ResetOptions withEpisodeId(String newEpisodeId) {
        return new ResetOptions(seed, newEpisodeId, extras);
    }

    /**
     * Returns these options with one more parameter, replacing one of the same name.
     *
     * @param name the parameter's name
     * @param value a value that JSON knows: text, number, boolean, list or map
     * @return the copy
     */
    public ResetOptions withExtra(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extras);
        more.put(name, value);
        return new ResetOptions(seed, episodeId, more);
    }
}
