package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A place for a value: a component, an element. Null can stand there only if it is nullable. */
public record Slot(WireType type, boolean nullable) {

    /** Whether nothing is as good as a value here: nullable, or an {@code Optional}. */
    public boolean optional() {
        return nullable || type.nothing() != null;
    }

    @Nullable
    public Object read(JsonNode node, Loc at, Reading in) {
        return node.isNull() && nullable ? null : type.read(node, at, in);
    }

    public void write(@Nullable Object value, JsonWriter out) {
        if (value != null) {
            type.write(value, out);
        } else if (nullable) {
            out.nothing();
        } else {
            throw out.refuse("it is null and not @Nullable");
        }
    }

    public ObjectNode schema(Schemas schemas) {
        ObjectNode schema = type.schema(schemas);
        return nullable ? orNull(schema) : schema;
    }

    public static ObjectNode orNull(ObjectNode schema) {
        if (schema.path("type").isTextual()) {
            String only = schema.get("type").textValue();
            schema.putArray("type").add(only).add("null");
            if (schema.get("enum") instanceof ArrayNode constants) {
                constants.addNull();
            }
            return schema;
        }
        if (schema.isEmpty()) {
            return schema;
        }
        ObjectNode either = schema.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }
}
