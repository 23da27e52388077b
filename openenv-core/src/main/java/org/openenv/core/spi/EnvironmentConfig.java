package org.openenv.core.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operator tells an environment when it is made. Immutable.
 *
 * @param options settings by name, as the operator wrote them; possibly empty. What they mean is the environment's.
 */
public record EnvironmentConfig(Map<String, String> options) {

    private static final EnvironmentConfig EMPTY = new EnvironmentConfig(Map.of());

    /** Copies. */
    public EnvironmentConfig {
        options = Map.copyOf(Objects.requireNonNull(options, "options is required"));
    }

    /**
     * Returns a configuration that sets nothing.
     *
     * @return no options
     */
    public static EnvironmentConfig empty() {
        return EMPTY;
    }

    /**
     * Returns one setting.
     *
     * @param name its name
     * @return its text, if the operator gave it
     */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
