package org.openenv.coding.grading;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.wire.WireCodec;

/** Java's values as Python's plain data in JSON: what JSON lacks is an object with one key, such as {@code {"$set": [1]}}. */
final class PlainJson {

    private static final int DEEPEST = 200;

    private PlainJson() {}

    static String of(@Nullable Object value) {
        Object tagged = tagged(value, 0);
        try {
            return tagged == null ? "null" : WireCodec.writeValue(tagged);
        } catch (OpenEnvException unknown) {
            throw new IllegalArgumentException("no plain data: " + unknown.getMessage(), unknown);
        }
    }

    private static @Nullable Object tagged(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("data may be nested at most " + DEEPEST + " deep");
        }
        if (value instanceof byte[] bytes) {
            return Map.of("$bytes", HexFormat.of().formatHex(bytes));
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return Map.of("$float", number.isNaN() ? "nan" : number > 0 ? "inf" : "-inf");
        }
        if (value instanceof Set<?> set) {
            return Map.of("$set", all(set, depth));
        }
        if (value instanceof Collection<?> list) {
            return all(list, depth);
        }
        if (value instanceof Map<?, ?> map) {
            return mapping(map, depth);
        }
        return value != null && value.getClass().isArray() ? array(value, depth) : value;
    }

    private static List<@Nullable Object> array(Object array, int depth) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            values.add(tagged(Array.get(array, i), depth + 1));
        }
        return values;
    }

    private static List<@Nullable Object> all(Collection<?> values, int depth) {
        List<@Nullable Object> tagged = new ArrayList<>(values.size());
        values.forEach(value -> tagged.add(tagged(value, depth + 1)));
        return tagged;
    }

    /** A map of texts is an object; one with a single key that begins with {@code $} is tagged data already. */
    private static Map<String, @Nullable Object> mapping(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (map.keySet().stream().allMatch(String.class::isInstance)) {
            map.forEach((key, value) -> object.put((String) key, tagged(value, depth + 1)));
            return object;
        }
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(tagged(key, depth + 1));
            pair.add(tagged(value, depth + 1));
            pairs.add(pair);
        });
        object.put("$dict", pairs);
        return object;
    }
}
