package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An enum, by the names of its constants. */
final class EnumType implements KeyType {

    private final Map<String, Object> constants = new LinkedHashMap<>();

    EnumType(Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            constants.put(text(constant), constant);
        }
    }

    @Override
    public String text(Object value) {
        return ((Enum<?>) value).name();
    }

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        Object constant = node.isTextual() ? constants.get(node.textValue()) : null;
        if (constant == null) {
            String expected =
                    constants.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
            in.add(new FieldError(
                    "enum", at, "Input should be one of " + expected, node, Map.of("expected", expected)));
        }
        return constant;
    }

    @Override
    public void write(Object value, JsonWriter out) {
        out.string(text(value));
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode schema = Schemas.of("string");
        ArrayNode names = schema.putArray("enum");
        constants.keySet().forEach(names::add);
        return schema;
    }
}
