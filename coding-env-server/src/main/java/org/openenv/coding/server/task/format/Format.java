package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** How a data set writes its tasks, and how that is translated into our own way. */
record Format(Predicate<JsonNode> fits, Function<JsonNode, ObjectNode> translation) {

    private static final List<Format> FOREIGN = List.of(
            new Format(LiveCodeBench::fits, LiveCodeBench::translate),
            new Format(HumanEval::fits, HumanEval::translate),
            new Format(Mbpp::fits, Mbpp::translate),
            new Format(Pairs::fits, Pairs::translate));

    /**
     * Returns a line in our own way.
     *
     * @throws IllegalArgumentException if it is in no way that is known, or breaks it
     */
    static ObjectNode ours(JsonNode line) {
        if (!(line instanceof ObjectNode object)) {
            throw new IllegalArgumentException("must be a JSON object, was " + line.getNodeType());
        }
        if (line.path("tests").isArray()) {
            return object;
        }
        for (Format format : FOREIGN) {
            if (format.fits.test(line)) {
                return format.translation.apply(line);
            }
        }
        List<String> names = new java.util.ArrayList<>();
        line.fieldNames().forEachRemaining(names::add);
        throw new IllegalArgumentException(
                "is in no format that is known: it needs tests, test and entry_point, test_list, public_test_cases, or"
                        + " inputs and outputs; it has " + (names.size() > 20 ? names.subList(0, 20) + "…" : names));
    }

    /** Begins a task in our own way. */
    static ObjectNode begin(@org.jspecify.annotations.Nullable String id, String prompt) {
        return BoundedJson.MAPPER.createObjectNode().put("id", id).put("prompt", prompt);
    }

    /** An id that may be written as a number; {@code null} where there is none. */
    static @org.jspecify.annotations.Nullable String id(JsonNode line, String... names) {
        for (String name : names) {
            JsonNode id = line.path(name);
            if (id.isTextual() || id.isIntegralNumber()) {
                return id.asText();
            }
        }
        return null;
    }

    /** The text of a field; empty where it is missing or null. */
    static String text(JsonNode line, String name) {
        JsonNode text = line.path(name);
        if (!text.isMissingNode() && !text.isNull() && !text.isTextual()) {
            throw new IllegalArgumentException(name + " must be a string, was " + text.getNodeType());
        }
        return text.asText("");
    }

    /** The value of a field that data sets write as JSON, or as a text of JSON. */
    static JsonNode json(JsonNode line, String name) {
        JsonNode value = line.path(name);
        return value.isTextual() ? BoundedJson.read(value.textValue(), name) : value;
    }
}
