package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing wrong with one field of a request, in the words and fields of pydantic's error list.
 *
 * @param type the kind of error, such as {@code missing}
 * @param at the path to the field
 * @param msg one sentence for people
 * @param input what was found there
 * @param ctx what the sentence was made from, possibly empty
 */
public record FieldError(String type, Loc at, String msg, JsonNode input, Map<String, Object> ctx) {

    /** Inputs longer than this are not echoed whole, so that a large mistake doesn't make a large answer. */
    private static final int ECHOED_CHARACTERS = 8192;

    /**
     * Makes an error without a context.
     *
     * @param type the kind of error
     * @param at the path to the field
     * @param msg one sentence for people
     * @param input what was found there
     * @return the error
     */
    public static FieldError of(String type, Loc at, String msg, JsonNode input) {
        return new FieldError(type, at, msg, input, Map.of());
    }

    /**
     * Makes the error of a field that is not there.
     *
     * @param at the path to the field
     * @param input the object it is missing in
     * @return the error
     */
    public static FieldError missing(Loc at, JsonNode input) {
        return of("missing", at, "Field required", input);
    }

    /**
     * Makes the error of a field that nobody knows.
     *
     * @param at the path to the field
     * @param input its value
     * @return the error
     */
    public static FieldError extra(Loc at, JsonNode input) {
        return of("extra_forbidden", at, "Extra inputs are not permitted", input);
    }

    /**
     * Makes the error of a value that is no object.
     *
     * @param at the path to the value
     * @param input the value
     * @return the error
     */
    public static FieldError notADictionary(Loc at, JsonNode input) {
        return of("dict_type", at, "Input should be a valid dictionary", input);
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("loc", at.steps());
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
        if (input.isTextual()) {
            String text = input.textValue();
            return text.length() <= ECHOED_CHARACTERS
                    ? input
                    : TextNode.valueOf(
                            text.substring(0, ECHOED_CHARACTERS) + "… (" + text.length() + " characters in all)");
        }
        return JsonWriter.excerpt(input, ECHOED_CHARACTERS)
                .<JsonNode>map(TextNode::valueOf)
                .orElse(input);
    }
}
