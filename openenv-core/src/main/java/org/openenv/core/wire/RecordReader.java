package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record from a JSON object, strictly as the reference refuses an action, or leniently as a client takes what a
 * newer server sends.
 */
final class RecordReader<T> {

    /** Field of every action that the protocol allows and this project's records leave out. */
    static final String METADATA = "metadata";

    private record Field(String name, Type type, boolean required) {}

    private final Class<T> type;
    private final boolean strict;
    private final List<Field> fields = new ArrayList<>();
    private final Constructor<T> constructor;

    private RecordReader(Class<T> type, boolean strict) {
        this.type = type;
        this.strict = strict;
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            fields.add(new Field(
                    SnakeCaseStrategy.INSTANCE.translate(component.getName()), component.getGenericType(), !nullable));
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no canonical constructor", e);
        }
    }

    /** A reader that refuses missing, unknown and ill-typed fields. */
    static <T> RecordReader<T> strict(Class<T> type) {
        return new RecordReader<>(type, true);
    }

    /** A reader that ignores unknown fields and takes a type's empty value for a missing one. */
    static <T> RecordReader<T> lenient(Class<T> type) {
        return new RecordReader<>(type, false);
    }

    /** Returns the record, or {@code null} after adding at least one error. */
    @Nullable
    T read(JsonNode object, List<Object> loc, List<FieldError> errors) {
        int before = errors.size();
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(fields.get(i), object, loc, errors);
        }
        if (strict) {
            refuseUnknown(object, loc, errors);
        }
        return errors.size() > before ? null : make(values, object, loc, errors);
    }

    private @Nullable Object value(Field field, JsonNode object, List<Object> loc, List<FieldError> errors) {
        JsonNode node = object.get(field.name);
        List<Object> here = FieldError.at(loc, field.name);
        if (node == null || (node.isNull() && !strict)) {
            if (!field.required) {
                return null;
            }
            Object empty = strict ? null : Values.empty(field.type);
            if (empty == null) {
                errors.add(FieldError.missing(here, object));
            }
            return empty;
        }
        return node.isNull() && !field.required ? null : Values.read(node, field.type, strict, here, errors);
    }

    private void refuseUnknown(JsonNode object, List<Object> loc, List<FieldError> errors) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String name = entry.getKey();
            if (fields.stream().anyMatch(field -> field.name.equals(name))) {
                continue;
            }
            List<Object> here = FieldError.at(loc, name);
            if (!name.equals(METADATA)) {
                errors.add(FieldError.extra(here, entry.getValue()));
            } else if (!entry.getValue().isObject()) {
                errors.add(FieldError.notADictionary(here, entry.getValue()));
            }
        }
    }

    private @Nullable T make(@Nullable Object[] values, JsonNode object, List<Object> loc, List<FieldError> errors) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            String why = String.valueOf(refused.getTargetException().getMessage());
            errors.add(new FieldError("value_error", loc, "Value error, " + why, object, Map.of("error", why)));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't make a " + type.getName(), e);
        }
    }
}
