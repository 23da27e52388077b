package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A collection: a JSON array. */
record ListType(Slot element, Supplier<Collection<@Nullable Object>> maker, boolean unique) implements WireType {

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        if (!node.isArray()) {
            in.add(FieldError.of("list_type", at, "Input should be a valid list", node));
            return null;
        }
        int before = in.count();
        Collection<@Nullable Object> values = maker.get();
        for (int i = 0; i < node.size(); i++) {
            Object value = element.read(node.get(i), at.at(i), in);
            if (in.count() == before) {
                values.add(value);
            }
        }
        return in.count() == before ? values : null;
    }

    @Override
    public void write(Object value, JsonWriter out) {
        out.beginArray();
        int i = 0;
        for (Object each : (Iterable<?>) value) {
            out.element();
            out.enter(i++, value);
            element.write(each, out);
            out.leave();
        }
        out.endArray();
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode schema = Schemas.of("array");
        schema.set("items", element.schema(schemas));
        return unique ? schema.put("uniqueItems", true) : schema;
    }

    @Override
    public Object empty() {
        return maker.get();
    }
}
