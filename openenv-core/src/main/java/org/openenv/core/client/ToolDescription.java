package org.openenv.core.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tool that a server offers. Immutable.
 *
 * @param name what it is called by
 * @param description what it does, for a model to read; possibly empty
 * @param inputSchema the JSON schema of its arguments; possibly empty
 */
public record ToolDescription(String name, String description, Map<String, Object> inputSchema) {

    /** Copies. */
    public ToolDescription {
        inputSchema = Collections.unmodifiableMap(new LinkedHashMap<>(inputSchema));
    }
}
