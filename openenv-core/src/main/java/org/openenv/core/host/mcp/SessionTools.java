package org.openenv.core.host.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol without sessions has them all the same: two tools open and close one, and every other tool takes its id as
 * one more argument.
 */
final class SessionTools {

    static final String CREATE = "session_create";
    static final String CLOSE = "session_close";
    static final String SESSION_ID = "session_id";

    static final String INSTRUCTIONS = "What one call leaves is there for the next only in a session: call " + CREATE
            + " first, pass its " + SESSION_ID + " to each call, and call " + CLOSE + " at the end.";

    private static final String PROPERTIES = "properties";

    private SessionTools() {}

    /** The tools of an environment with those of sessions, and the id among their parameters. */
    static List<Map<String, @Nullable Object>> among(List<Map<String, @Nullable Object>> tools) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Map<String, @Nullable Object> tool : tools) {
            Map<String, @Nullable Object> with = new LinkedHashMap<>(tool);
            with.put("inputSchema", withId(tool.get("inputSchema")));
            all.add(with);
        }
        all.add(tool(CREATE, "Opens a session, in which calls keep what earlier calls left.", Map.of(), List.of()));
        all.add(tool(CLOSE, "Closes a session and frees what it holds.", id(""), List.of(SESSION_ID)));
        return all;
    }

    private static Map<String, @Nullable Object> tool(
            String name, String description, Map<String, ?> properties, List<String> required) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put(PROPERTIES, properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        Map<String, @Nullable Object> tool = new LinkedHashMap<>();
        tool.put("name", name);
        tool.put("description", description);
        tool.put("inputSchema", schema);
        return tool;
    }

    private static Map<String, Object> id(String more) {
        return Map.of(SESSION_ID, Map.of("type", "string", "description", "What " + CREATE + " returned." + more));
    }

    /** A schema with the id among its properties, in each of its variants; one that has such a field already keeps it. */
    private static @Nullable Object withId(@Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> known)) {
            return schema;
        }
        Map<String, @Nullable Object> copy = copy(known);
        if (copy.get("oneOf") instanceof List<?> variants) {
            copy.put("oneOf", variants.stream().map(SessionTools::withId).toList());
        }
        if (copy.get(PROPERTIES) instanceof Map<?, ?> properties) {
            Map<String, @Nullable Object> more = copy(properties);
            more.putIfAbsent(
                    SESSION_ID,
                    id(" Without it the call has an environment of its own.").get(SESSION_ID));
            copy.put(PROPERTIES, more);
        }
        return copy;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
