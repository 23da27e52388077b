package org.openenv.core.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answered. A tool that failed has answered, too. Immutable.
 *
 * @param content what it says to a model: objects with a {@code type}, such as {@code text} or {@code image}; possibly none
 * @param data what it says to a program: a map, list, text, number or boolean; {@code null} for nothing
 * @param error whether it failed
 * @param fields all that the server sent, by name
 */
public record ToolAnswer(
        List<Map<String, Object>> content, @Nullable Object data, boolean error, Map<String, Object> fields) {

    /** Copies. */
    public ToolAnswer {
        content = List.copyOf(content);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Reads a result, of this project's server, or of a Python one, with FastMCP behind it or an environment's step. */
    @SuppressWarnings("unchecked") // objects of JSON have texts as names
    static ToolAnswer of(Map<String, Object> result) {
        List<Map<String, Object>> content = result.get("content") instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(each -> (Map<String, Object>) each)
                        .toList()
                : List.of();
        boolean error = Boolean.TRUE.equals(result.get("is_error"))
                || Boolean.TRUE.equals(result.get("isError"))
                || result.get("error") != null;
        Object data = result.containsKey("data") ? result.get("data") : result.get("structuredContent");
        return new ToolAnswer(content, data == null ? result.get("result") : data, error, result);
    }

    /**
     * Returns the texts of its content, a line each.
     *
     * @return the text; empty where there is none
     */
    public String text() {
        return content.stream()
                .map(each -> each.get("text"))
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }
}
