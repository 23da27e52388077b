package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import org.openenv.core.FieldMap;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.WireType;

/** A record that is whatever fields a JSON object has. */
record FieldsType(Constructor<?> constructor) implements WireType {

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        if (!node.isObject()) {
            in.add(FieldError.notADictionary(at, node));
            return null;
        }
        try {
            return constructor.newInstance(AnyType.plain(node));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "can't make a " + constructor.getDeclaringClass().getName(), e);
        }
    }

    @Override
    public void write(Object value, JsonWriter out) {
        AnyMap.INSTANCE.write(((FieldMap) value).fields(), out);
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode schema = Schemas.of("object");
        schema.putObject("properties");
        return schema;
    }
}
