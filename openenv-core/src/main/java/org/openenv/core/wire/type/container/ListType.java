package org.openenv.core.wire.type.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.Slot;
import org.openenv.core.wire.type.WireType;

/** A collection: a JSON array. */
public record ListType(Slot element, Supplier<Collection<@Nullable Object>> maker, boolean unique) implements WireType {

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
