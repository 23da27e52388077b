package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, read one by one; what is wrong with one is an {@code IllegalArgumentException} that names it. Used by
 * one thread.
 */
public final class Fields {

    private final JsonNode object;
    private final String what;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * Reads an object.
     *
     * @param object the object
     * @param what what messages call it
     * @throws IllegalArgumentException if it is none
     */
    public Fields(@Nullable JsonNode object, String what) {
        if (object == null || !object.isObject()) {
            throw new IllegalArgumentException(
                    what + " must be a JSON object, was " + (object == null ? "empty" : object.getNodeType()));
        }
        this.object = object;
        this.what = what;
    }

    /**
     * Returns a text.
     *
     * @param name the field, which must be there
     * @return its text
     * @throws IllegalArgumentException if it is missing, or no string
     */
    public String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " of " + what + " is required");
        }
        return text;
    }

    /**
     * Returns a text.
     *
     * @param name the field
     * @param preset what it is where it is missing or null
     * @return its text
     * @throws IllegalArgumentException if it is no string
     */
    public String text(String name, String preset) {
        String text = textOrNull(name);
        return text == null ? preset : text;
    }

    /**
     * Returns a text that may be missing.
     *
     * @param name the field
     * @return its text, or {@code null}
     * @throws IllegalArgumentException if it is no string
     */
    public @Nullable String textOrNull(String name) {
        JsonNode value = get(name);
        if (!value.isNull() && !value.isTextual()) {
            throw wrong(name, "a string", value);
        }
        return value.isNull() ? null : value.textValue();
    }

    /**
     * Returns a number.
     *
     * @param name the field
     * @param preset what it is where it is missing or null
     * @return its value
     * @throws IllegalArgumentException if it is no number
     */
    public double number(String name, double preset) {
        JsonNode value = get(name);
        if (!value.isNull() && !value.isNumber()) {
            throw wrong(name, "a number", value);
        }
        return value.isNull() ? preset : value.doubleValue();
    }

    /**
     * Returns an integer.
     *
     * @param name the field
     * @param preset what it is where it is missing or null
     * @return its value
     * @throws IllegalArgumentException if it is no integer of 32 bits
     */
    public int integer(String name, int preset) {
        JsonNode value = get(name);
        if (!value.isNull() && !(value.isIntegralNumber() && value.canConvertToInt())) {
            throw wrong(name, "an integer", value);
        }
        return value.isNull() ? preset : value.intValue();
    }

    boolean truth(String name) {
        JsonNode value = get(name);
        if (!value.isNull() && !value.isBoolean()) {
            throw wrong(name, "true or false", value);
        }
        return value.asBoolean(false);
    }

    /**
     * Returns an array.
     *
     * @param name the field, which must be there
     * @return its value
     * @throws IllegalArgumentException if it is missing, or no array
     */
    public JsonNode array(String name) {
        JsonNode value = get(name);
        if (!value.isArray()) {
            throw wrong(name, "an array", value);
        }
        return value;
    }

    /**
     * Returns any value.
     *
     * @param name the field
     * @return its value, a null where it is missing
     */
    public JsonNode anyOrNull(String name) {
        return get(name);
    }

    /** Any value; it must be there. */
    JsonNode any(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " of " + what + " is required");
        }
        return value;
    }

    /** The fields of an object that may be missing. */
    Fields object(String name) {
        JsonNode value = get(name);
        return new Fields(value.isNull() ? PlainData.JSON.createObjectNode() : value, name);
    }

    /**
     * Refuses fields that were not asked for.
     *
     * @throws IllegalArgumentException if there are any; the message names one, and those that there can be
     */
    public void refuseOthers() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(what + " has no field '" + name + "'; it has " + known);
            }
        }
    }

    private JsonNode get(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null ? NullNode.getInstance() : value;
    }

    private IllegalArgumentException wrong(String name, String wanted, JsonNode found) {
        return new IllegalArgumentException(
                name + " of " + what + " must be " + wanted + ", was " + found.getNodeType());
    }
}
