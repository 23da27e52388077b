package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, read one by one; what is wrong with one is an {@code IllegalArgumentException} that names it. */
final class Fields {

    private final JsonNode object;
    private final String what;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(@Nullable JsonNode object, String what) {
        if (object == null || !object.isObject()) {
            throw new IllegalArgumentException(
                    what + " must be a JSON object, was " + (object == null ? "empty" : object.getNodeType()));
        }
        this.object = object;
        this.what = what;
    }

    String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " of " + what + " is required");
        }
        return text;
    }

    String text(String name, String preset) {
        String text = textOrNull(name);
        return text == null ? preset : text;
    }

    @Nullable
    String textOrNull(String name) {
        JsonNode value = get(name);
        if (!value.isNull() && !value.isTextual()) {
            throw wrong(name, "a string", value);
        }
        return value.isNull() ? null : value.textValue();
    }

    double number(String name, double preset) {
        JsonNode value = get(name);
        if (!value.isNull() && !value.isNumber()) {
            throw wrong(name, "a number", value);
        }
        return value.isNull() ? preset : value.doubleValue();
    }

    int integer(String name, int preset) {
        JsonNode value = get(name);
        if (!value.isNull() && !value.canConvertToInt()) {
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

    JsonNode array(String name) {
        JsonNode value = get(name);
        if (!value.isArray()) {
            throw wrong(name, "an array", value);
        }
        return value;
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

    void refuseOthers() {
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
