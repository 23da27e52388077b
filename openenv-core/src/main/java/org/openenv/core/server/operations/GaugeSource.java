package org.openenv.core.server.operations;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.spi.EnvironmentProvider;

/**
 * Somebody with numbers for the metrics page.
 *
 * @param environment the label that tells its numbers from another environment's; {@code null} for the server's own
 * @param numbers its numbers by name in snake case, asked for at each scrape; a name that ends in {@code _total} only ever
 *     grows
 * @param meanings a sentence for a number, by its name; the others are explained by their names
 */
public record GaugeSource(
        @Nullable String environment, Supplier<Map<String, Number>> numbers, Map<String, String> meanings) {

    /** Checks and copies. */
    public GaugeSource {
        Objects.requireNonNull(numbers, "numbers is required");
        meanings = Map.copyOf(meanings);
    }

    /**
     * Returns the numbers of an environment.
     *
     * @param provider the environment's provider
     * @return its gauges, labelled with its name
     */
    public static GaugeSource of(EnvironmentProvider<?, ?, ?> provider) {
        return new GaugeSource(provider.metadata().name(), provider::gauges, provider.gaugeMeanings());
    }
}
