package org.openenv.core.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openenv.core.Action;
import org.openenv.core.FieldMap;

/**
 * An action of an environment whose records the client does not know. Immutable.
 *
 * @param fields its fields by name, as the server's {@code /schema} describes them
 */
public record GenericAction(Map<String, Object> fields) implements Action, FieldMap {

    /** Copies. */
    public GenericAction {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * Returns an action of one field.
     *
     * @param name the field's name
     * @param value its value
     * @return the action
     */
    public static GenericAction of(String name, Object value) {
        return new GenericAction(Map.of(name, value));
    }
}
