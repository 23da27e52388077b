package org.openenv.core.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.openenv.core.spi.EnvironmentConfig;

/**
 * What the environments of a host are told. Immutable.
 *
 * @param all the settings that every environment is told
 * @param byName what one is told besides, by its name; where a setting is in both, this one counts
 */
public record EnvironmentConfigs(EnvironmentConfig all, Map<String, EnvironmentConfig> byName) {

    private static final EnvironmentConfigs NONE = new EnvironmentConfigs(EnvironmentConfig.empty(), Map.of());

    /** Checks and copies. */
    public EnvironmentConfigs {
        Objects.requireNonNull(all, "all is required");
        byName = Map.copyOf(byName);
    }

    /**
     * Returns the configurations that set nothing.
     *
     * @return no settings for anybody
     */
    public static EnvironmentConfigs none() {
        return NONE;
    }

    /**
     * Returns what an environment is told.
     *
     * @param name the environment's name
     * @return the settings of all and its own
     */
    public EnvironmentConfig of(String name) {
        EnvironmentConfig own = byName.get(name);
        return own == null ? all : new EnvironmentConfig(joined(all.options(), own.options()));
    }

    EnvironmentConfigs withAll(EnvironmentConfig settings) {
        return new EnvironmentConfigs(settings, byName);
    }

    EnvironmentConfigs with(String name, EnvironmentConfig settings) {
        return new EnvironmentConfigs(all, joined(byName, Map.of(name, settings)));
    }

    private static <V> Map<String, V> joined(Map<String, V> some, Map<String, V> more) {
        Map<String, V> joined = new HashMap<>(some);
        joined.putAll(more);
        return joined;
    }
}
