package org.openenv.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A call that a step's program makes of a function of its client. Immutable.
 *
 * @param name the function's name, one of those that were offered
 * @param arguments by name, values that JSON knows; what the program left out is not there. Who answers checks them.
 */
public record FunctionCall(String name, Map<String, Object> arguments) {

    /** Checks and copies. */
    public FunctionCall {
        Objects.requireNonNull(name, "name is required");
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
