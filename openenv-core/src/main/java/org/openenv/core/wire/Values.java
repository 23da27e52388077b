package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value as a Java type, with the coercions and the errors of pydantic's lax mode. */
final class Values {

    private Values() {}

    /** Returns the value, or {@code null} after adding an error. */
    static @Nullable Object read(JsonNode node, Type type, boolean strict, List<Object> loc, List<FieldError> errors) {
        if (type instanceof ParameterizedType generic) {
            return readGeneric(node, generic, strict, loc, errors);
        }
        if (type == String.class) {
            return Scalars.text(node, loc, errors);
        }
        if (type == int.class || type == Integer.class) {
            Long value = Scalars.integer(node, Integer.MIN_VALUE, Integer.MAX_VALUE, loc, errors);
            return value == null ? null : (Object) value.intValue();
        }
        if (type == long.class || type == Long.class) {
            return Scalars.integer(node, Long.MIN_VALUE, Long.MAX_VALUE, loc, errors);
        }
        if (type == double.class || type == Double.class) {
            return Scalars.number(node, loc, errors);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Scalars.truth(node, loc, errors);
        }
        if (type instanceof Class<?> raw) {
            return readClass(node, raw, strict, loc, errors);
        }
        throw new IllegalArgumentException("no wire type for " + type + " at " + loc);
    }

    private static @Nullable Object readClass(
            JsonNode node, Class<?> raw, boolean strict, List<Object> loc, List<FieldError> errors) {
        if (raw.isEnum()) {
            return constant(node, raw, loc, errors);
        }
        if (raw.isRecord()) {
            if (!node.isObject()) {
                errors.add(FieldError.of(
                        "model_type",
                        loc,
                        "Input should be a valid dictionary or instance of " + raw.getSimpleName(),
                        node));
                return null;
            }
            return (strict ? RecordReader.strict(raw) : RecordReader.lenient(raw)).read(node, loc, errors);
        }
        return Json.MAPPER.convertValue(node, raw);
    }

    private static @Nullable Object readGeneric(
            JsonNode node, ParameterizedType type, boolean strict, List<Object> loc, List<FieldError> errors) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return list(node, arguments[0], strict, loc, errors);
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return map(node, arguments[1], strict, loc, errors);
        }
        throw new IllegalArgumentException("no wire type for " + type + " at " + loc + "; use List or Map<String, …>");
    }

    private static @Nullable Object list(
            JsonNode node, Type element, boolean strict, List<Object> loc, List<FieldError> errors) {
        if (!node.isArray()) {
            errors.add(FieldError.of("list_type", loc, "Input should be a valid list", node));
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(read(node.get(i), element, strict, FieldError.at(loc, i), errors));
        }
        return values;
    }

    private static @Nullable Object map(
            JsonNode node, Type value, boolean strict, List<Object> loc, List<FieldError> errors) {
        if (!node.isObject()) {
            errors.add(FieldError.notADictionary(loc, node));
            return null;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        node.forEachEntry(
                (name, element) -> values.put(name, read(element, value, strict, FieldError.at(loc, name), errors)));
        return values;
    }

    private static @Nullable Object constant(JsonNode node, Class<?> type, List<Object> loc, List<FieldError> errors) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(node.textValue())) {
                return constant;
            }
        }
        String expected = Arrays.stream(constants)
                .map(c -> "'" + ((Enum<?>) c).name() + "'")
                .collect(Collectors.joining(", "));
        errors.add(
                new FieldError("enum", loc, "Input should be one of " + expected, node, Map.of("expected", expected)));
        return null;
    }

    /** Returns what stands for a missing value of a type, or {@code null} if nothing can. */
    static @Nullable Object empty(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        if (raw == String.class) {
            return "";
        }
        if (raw == int.class || raw == Integer.class) {
            return 0;
        }
        if (raw == long.class || raw == Long.class) {
            return 0L;
        }
        if (raw == double.class || raw == Double.class) {
            return 0.0;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return false;
        }
        if (raw == List.class) {
            return List.of();
        }
        return raw == Map.class ? Map.of() : null;
    }
}
