package org.openenv.core.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.WireCodec;

/** Makes an action from its schema: the required fields, each with the first value that comes to mind. */
final class SampleAction {

    private SampleAction() {}

    /** Returns an action as JSON text, for a server whose {@code /schema} tells what it takes. */
    static String of(ServerUnderTest server) {
        Map<String, Object> schemas = ServerUnderTest.body(200, server.get("/schema"));
        return WireCodec.writeValue(object(Expect.object("the schema of the action", schemas.get("action"))));
    }

    private static Map<String, Object> object(Map<String, Object> schema) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (schema.get("required") instanceof List<?> required && schema.get("properties") instanceof Map<?, ?> all) {
            required.forEach(name -> fields.put(name.toString(), value(all.get(name))));
        }
        return fields;
    }

    private static Object value(@Nullable Object property) {
        Map<String, Object> schema = Expect.object("a property's schema", property);
        for (String offer : List.of("const", "default")) {
            if (schema.get(offer) != null) {
                return Objects.requireNonNull(schema.get(offer));
            }
        }
        for (String offers : List.of("enum", "examples")) {
            if (schema.get(offers) instanceof List<?> list && !list.isEmpty() && list.get(0) != null) {
                return Objects.requireNonNull(list.get(0));
            }
        }
        return ofType(schema);
    }

    private static Object ofType(Map<String, Object> schema) {
        Object type = schema.get("type") instanceof List<?> several && !several.isEmpty()
                ? several.get(0)
                : schema.get("type");
        return switch (String.valueOf(type)) {
            case "integer", "number" -> Objects.requireNonNullElse(schema.get("minimum"), 1);
            case "boolean" -> true;
            case "array" -> List.of();
            case "object" -> object(schema);
            default -> "1";
        };
    }
}
