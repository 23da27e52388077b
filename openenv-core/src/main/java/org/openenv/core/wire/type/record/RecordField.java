package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.Slot;

/**
 * A component of a record on the wire.
 *
 * @param name its name there, in snake case
 * @param component its name in Java
 * @param slot what stands there
 * @param preset what a reader takes where nothing stands, or {@code null} if it has no default
 * @param accessor reads it
 */
record RecordField(
        String name, String component, Slot slot, @Nullable JsonNode preset, Method accessor) {

    /** Whether a strict reader refuses an object without it. */
    boolean required() {
        return preset == null && !slot.optional();
    }

    @Nullable
    Object read(JsonNode object, Loc at, Reading in) {
        JsonNode node = object.get(name);
        boolean absent = node == null || (node.isNull() && !in.isStrict() && !slot.nullable());
        if (!absent) {
            return slot.read(node, at.at(name), in);
        }
        if (preset != null) {
            return slot.read(preset, at.at(name), in);
        }
        if (slot.nullable()) {
            return null;
        }
        Object nothing = slot.type().nothing();
        Object empty = nothing != null || in.isStrict() ? nothing : slot.type().empty();
        if (empty == null) {
            in.add(FieldError.missing(at.at(name), object));
        }
        return empty;
    }

    /** Whether nothing stands there, which who leaves the field out says as well. */
    boolean isUnset(Object record) {
        return slot.nullable() && preset == null && value(record) == null;
    }

    void write(Object record, JsonWriter out) {
        slot.write(value(record), out);
    }

    private @Nullable Object value(Object record) {
        try {
            return accessor.invoke(record);
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getTargetException() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(component + "() failed", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("can't read " + component, e);
        }
    }

    ObjectNode schema(Schemas schemas) {
        ObjectNode schema = slot.schema(schemas);
        if (preset != null) {
            schema.set("default", preset);
        } else if (!schemas.strict() && !slot.optional()) {
            describeEmpty(schema);
        }
        return schema;
    }

    private void describeEmpty(ObjectNode schema) {
        Object empty = slot.type().empty();
        if (empty != null) {
            schema.set("default", JsonTree.of(slot.type(), empty));
        }
    }
}
