package org.openenv.core;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an environment says about itself.
 *
 * @param name a short name, also the environment's place in a URL: letters, digits, {@code _}, {@code -} and {@code .}
 * @param description one sentence for people
 * @param version the environment's version
 * @param author who wrote it, or {@code null}
 * @param documentationUrl where to read more, or {@code null}
 * @param readme its README as Markdown, or {@code null}
 */
public record EnvironmentMetadata(
        String name,
        String description,
        String version,
        @Nullable String author,
        @Nullable String documentationUrl,
        @Nullable String readme) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the name cannot stand in a URL
     */
    public EnvironmentMetadata {
        Objects.requireNonNull(name, "name is required");
        Objects.requireNonNull(description, "description is required");
        Objects.requireNonNull(version, "version is required");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be 1 to 64 letters, digits, '_', '-' or '.', starting with a letter or digit, was '"
                            + name + "'");
        }
    }

    /**
     * Returns metadata with the parts that every environment has.
     *
     * @param name a short name that can stand in a URL
     * @param description one sentence for people
     * @param version the environment's version
     * @return the metadata
     */
    public static EnvironmentMetadata of(String name, String description, String version) {
        return new EnvironmentMetadata(name, description, version, null, null, null);
    }
}
