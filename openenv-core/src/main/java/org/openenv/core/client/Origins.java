package org.openenv.core.client;

import java.time.Duration;
import java.util.Map;
import org.openenv.core.ForkedFrom;
import org.openenv.core.ForkedFrom.How;

/** Reads what a server tells of where a copy comes from. */
final class Origins {

    private Origins() {}

    /** What is not told is not known: no name, no step, no time. */
    static ForkedFrom read(Map<String, Object> metadata) {
        Map<?, ?> from = metadata.get("forked_from") instanceof Map<?, ?> told ? told : Map.of();
        How how = How.COPIED.wireName().equals(metadata.get("fork")) ? How.COPIED : How.REPLAYED;
        return new ForkedFrom(
                from.get("episode_id") instanceof String name ? name : null,
                from.get("step") instanceof Number step ? step.intValue() : 0,
                how,
                metadata.get("fork_s") instanceof Number seconds
                        ? Duration.ofNanos((long) (seconds.doubleValue() * 1e9))
                        : Duration.ZERO);
    }
}
