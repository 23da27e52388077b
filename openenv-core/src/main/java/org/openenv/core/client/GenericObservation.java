package org.openenv.core.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openenv.core.FieldMap;
import org.openenv.core.Observation;

/**
 * An observation of an environment whose records the client does not know. Immutable.
 *
 * @param fields its fields by name, as the server sent them
 */
public record GenericObservation(Map<String, Object> fields) implements Observation, FieldMap {

    /** Copies. */
    public GenericObservation {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
