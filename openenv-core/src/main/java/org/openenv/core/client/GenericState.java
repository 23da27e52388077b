package org.openenv.core.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.FieldMap;
import org.openenv.core.State;

/**
 * A state of an environment whose records the client does not know. Immutable.
 *
 * @param fields its fields by name, as the server sent them
 */
public record GenericState(Map<String, Object> fields) implements State, FieldMap {

    /** Copies. */
    public GenericState {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public @Nullable String episodeId() {
        return fields.get("episode_id") instanceof String id ? id : null;
    }

    @Override
    public int stepCount() {
        return fields.get("step_count") instanceof Number count ? count.intValue() : 0;
    }
}
