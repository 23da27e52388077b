package org.openenv.core.wire.type.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.KeyType;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.Slot;
import org.openenv.core.wire.type.WireType;

/** A map whose keys are texts, enums, numbers or anything else that is one text: a JSON object. */
public record MapType(KeyType key, Slot value, Supplier<Map<Object, @Nullable Object>> maker) implements WireType {

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        if (!node.isObject()) {
            in.add(FieldError.notADictionary(at, node));
            return null;
        }
        int before = in.count();
        Map<Object, @Nullable Object> values = maker.get();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Loc here = at.at(entry.getKey());
            Object name = key.read(TextNode.valueOf(entry.getKey()), here, in);
            Object element = value.read(entry.getValue(), here, in);
            if (name != null && values.containsKey(name)) {
                in.add(FieldError.of("duplicate_key", here, "Input has two keys that mean the same", node));
            } else if (name != null && in.count() == before) {
                values.put(name, element);
            }
        }
        return in.count() == before ? values : null;
    }

    @Override
    public void write(Object map, JsonWriter out) {
        out.begin();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            Object name = entry.getKey();
            if (name == null) {
                throw out.refuse("it has a null key");
            }
            String flaw = key.flaw(name);
            String text = key.text(name);
            out.enter(text, map);
            if (flaw != null) {
                throw out.refuse(flaw);
            }
            out.name(text);
            value.write(entry.getValue(), out);
            out.leave();
        }
        out.end();
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode schema = Schemas.of("object");
        ObjectNode values = value.schema(schemas);
        schema.set("additionalProperties", values.isEmpty() ? BooleanNode.TRUE : values);
        ObjectNode keys = key.schema(schemas);
        if (keys.path("type").asText().equals("string") && keys.size() > 1) {
            schema.set("propertyNames", keys);
        }
        return schema;
    }

    @Override
    public Object empty() {
        return maker.get();
    }
}
