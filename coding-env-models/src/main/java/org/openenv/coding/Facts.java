package org.openenv.coding;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads metadata, whoever sent it: what is of another kind than expected counts as not told. */
record Facts(Map<?, ?> values) {

    @Nullable
    String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    String textOr(String name, String otherwise) {
        return Objects.requireNonNullElse(text(name), otherwise);
    }

    boolean truth(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    @Nullable
    Number number(String name) {
        return values.get(name) instanceof Number number ? number : null;
    }

    long count(String name) {
        Number number = number(name);
        return number == null ? 0 : Math.max(0, number.longValue());
    }

    /** A number of seconds; {@code null} where there is none that is a time. */
    @Nullable
    Duration seconds(String name) {
        Number number = number(name);
        double seconds = number == null ? -1 : number.doubleValue();
        return seconds >= 0 && seconds < Long.MAX_VALUE / 1e9 ? Duration.ofNanos((long) (seconds * 1e9)) : null;
    }

    /** The map of that name, or {@code null}. */
    @Nullable
    Facts map(String name) {
        return values.get(name) instanceof Map<?, ?> map ? new Facts(map) : null;
    }

    /** What the map of that name has, by name; possibly nothing. */
    Map<String, @Nullable Object> namedValues(String name) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        Facts map = map(name);
        if (map != null) {
            map.values().forEach((key, value) -> found.put(String.valueOf(key), value));
        }
        return found;
    }

    /** The maps in the list of that name; possibly none. */
    List<Facts> maps(String name) {
        return list(name).stream()
                .filter(Map.class::isInstance)
                .map(map -> new Facts((Map<?, ?>) map))
                .toList();
    }

    /** The texts in the list of that name; possibly none. */
    List<String> texts(String name) {
        return list(name).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private List<?> list(String name) {
        return values.get(name) instanceof List<?> list ? list : List.of();
    }
}
