package org.openenv.core.wire.type.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.Slot;
import org.openenv.core.wire.type.WireType;

/** An array of Java: a JSON array. */
public record ArrayType(Class<?> component, ListType list) implements WireType {

    public static ArrayType of(Class<?> component, Slot element) {
        return new ArrayType(component, new ListType(element, ArrayList::new, false));
    }

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        List<?> values = (List<?>) list.read(node, at, in);
        return values == null ? null : array(values);
    }

    private Object array(List<?> values) {
        Object array = Array.newInstance(component, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    @Override
    public void write(Object value, JsonWriter out) {
        out.beginArray();
        int length = Array.getLength(value);
        for (int i = 0; i < length; i++) {
            out.element();
            out.enter(i, value);
            list.element().write(Array.get(value, i), out);
            out.leave();
        }
        out.endArray();
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return list.schema(schemas);
    }

    @Override
    public Object empty() {
        return Array.newInstance(component, 0);
    }
}
