package org.openenv.coding.server.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** The fields of a body, read as pydantic reads them: what is wrong is collected, and told as there; others are overlooked. */
final class BodyFields {

    private final JsonNode body;
    private final List<Map<String, Object>> errors = new ArrayList<>();

    BodyFields(JsonNode body) {
        this.body = body;
        if (!body.isObject()) {
            wrong(null, "model_attributes_type", "Input should be a valid dictionary or object to extract fields from");
            refuseIfWrong();
        }
    }

    /** A text, or {@code null} where it is missing or wrong, which is told if it is required. */
    @Nullable
    String text(String name, boolean required) {
        JsonNode value = body.path(name);
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isMissingNode() && required) {
            wrong(name, "missing", "Field required");
        } else if (!value.isMissingNode() && (required || !value.isNull())) {
            wrong(name, "string_type", "Input should be a valid string");
        }
        return null;
    }

    double number(String name, double preset) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return preset;
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return value.isTextual() ? Double.parseDouble(value.textValue().strip()) : noNumber(name, preset);
        } catch (NumberFormatException none) {
            return noNumber(name, preset);
        }
    }

    private double noNumber(String name, double preset) {
        wrong(name, "float_type", "Input should be a valid number");
        return preset;
    }

    JsonNode object(String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            wrong(name, "dict_type", "Input should be a valid dictionary");
        }
        return value.isObject() ? value : JsonNodeFactory.instance.objectNode();
    }

    JsonNode array(String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            wrong(name, "list_type", "Input should be a valid list");
        }
        return value.isArray() ? value : JsonNodeFactory.instance.arrayNode();
    }

    void wrong(@Nullable String name, String type, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", type);
        error.put("loc", name == null ? List.of("body") : List.of("body", name));
        error.put("msg", message);
        errors.add(error);
    }

    void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR, "The body is wrong: " + errors, Map.of("errors", errors), null);
        }
    }
}
