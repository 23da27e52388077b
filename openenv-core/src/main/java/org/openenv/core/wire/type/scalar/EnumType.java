package org.openenv.core.wire.type.scalar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.KeyType;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;

/** An enum, by the names of its constants. */
public final class EnumType implements KeyType {

    private final Map<String, Object> constants = new LinkedHashMap<>();

    public EnumType(Class<?> type) {
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
