package org.openenv.coding.server.python;

import java.util.Map;
import java.util.Objects;

/**
 * A function of the client that programs find under its name. Immutable.
 *
 * @param name its name, an identifier
 * @param description its docstring, possibly empty
 * @param schema the JSON schema of its arguments, an object
 * @param async whether it is to be awaited
 */
public record HostFunction(String name, String description, Map<String, Object> schema, boolean async) {

    /** Checks. */
    public HostFunction {
        Objects.requireNonNull(name, "name is required");
        Objects.requireNonNull(description, "description is required");
        Objects.requireNonNull(schema, "schema is required");
    }
}
