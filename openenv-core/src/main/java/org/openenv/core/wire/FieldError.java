package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * One thing wrong with one field of a request, in the words and fields of pydantic's error list.
 *
 * @param type the kind of error, such as {@code missing}
 * @param loc the path to the field
 * @param msg one sentence for people
 * @param input what was found there
 * @param ctx what the sentence was made from, possibly empty
 */
record FieldError(String type, List<Object> loc, String msg, JsonNode input, Map<String, Object> ctx) {

    /** Texts longer than this are not echoed whole, so that a large mistake doesn't make a large answer. */
    private static final int ECHOED_CHARACTERS = 8192;

    static FieldError of(String type, List<Object> loc, String msg, JsonNode input) {
        return new FieldError(type, loc, msg, input, Map.of());
    }

    static FieldError missing(List<Object> loc, JsonNode input) {
        return of("missing", loc, "Field required", input);
    }

    static FieldError extra(List<Object> loc, JsonNode input) {
        return of("extra_forbidden", loc, "Extra inputs are not permitted", input);
    }

    static FieldError notADictionary(List<Object> loc, JsonNode input) {
        return of("dict_type", loc, "Input should be a valid dictionary", input);
    }

    /** The path to a field one step further down. */
    static List<Object> at(List<Object> loc, Object step) {
        List<Object> longer = new ArrayList<>(loc);
        longer.add(step);
        return longer;
    }

    static OpenEnvException exception(List<FieldError> errors) {
        List<Map<String, Object>> list =
                errors.stream().map(FieldError::asFields).toList();
        return new OpenEnvException(ErrorCode.VALIDATION_ERROR, "Invalid message", Map.of("errors", list), null);
    }

    private Map<String, Object> asFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("loc", loc);
        fields.put("msg", msg);
        fields.put("input", echo(input));
        if (!ctx.isEmpty()) {
            fields.put("ctx", ctx);
        }
        return fields;
    }

    private static JsonNode echo(JsonNode input) {
        if (input.isMissingNode()) {
            return NullNode.getInstance();
        }
        if (!input.isContainerNode() && !input.isTextual()) {
            return input;
        }
        String text = input.isTextual() ? input.textValue() : input.toString();
        return text.length() <= ECHOED_CHARACTERS
                ? input
                : TextNode.valueOf(
                        text.substring(0, ECHOED_CHARACTERS) + "… (" + text.length() + " characters in all)");
    }
}
