package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;

/** Reads the bodies of {@code POST /reset} and {@code POST /step}. */
final class HttpRequests<A extends Action> {

    private static final List<Object> BODY = List.of("body");
    private static final String ACTION = "action";

    private final RecordReader<A> actions;

    HttpRequests(RecordReader<A> actions) {
        this.actions = actions;
    }

    ClientMessage.Reset<A> reset(byte[] body, @Nullable String contentType) {
        JsonNode fields = json(body, contentType);
        if (fields.isNull() || fields.isMissingNode()) {
            return new ClientMessage.Reset<>(ResetOptions.none(), null);
        }
        requireObject(fields);
        List<FieldError> errors = new ArrayList<>();
        ResetOptions options = RequestFields.resetOptions(fields, Set.of(RequestFields.REQUEST_ID), BODY, errors);
        String id = RequestFields.requestId(fields, BODY, errors);
        throwIfAny(errors);
        return new ClientMessage.Reset<>(options, id);
    }

    ClientMessage.Step<A> step(byte[] body, @Nullable String contentType) {
        JsonNode fields = json(body, contentType);
        if (fields.isNull() || fields.isMissingNode()) {
            throw FieldError.exception(List.of(FieldError.missing(BODY, NullNode.getInstance())));
        }
        requireObject(fields);
        List<FieldError> errors = new ArrayList<>();
        JsonNode action = fields.get(ACTION);
        if (action == null) {
            errors.add(FieldError.missing(FieldError.at(BODY, ACTION), fields));
        } else if (!action.isObject()) {
            errors.add(FieldError.notADictionary(FieldError.at(BODY, ACTION), action));
        }
        StepOptions options = RequestFields.stepOptions(fields, BODY, errors);
        String id = RequestFields.requestId(fields, BODY, errors);
        throwIfAny(errors);
        return new ClientMessage.Step<>(action(action, errors), options, id);
    }

    private A action(@Nullable JsonNode node, List<FieldError> errors) {
        A action = node == null ? null : actions.read(node, List.of(), errors);
        if (action == null) {
            throw FieldError.exception(errors);
        }
        return action;
    }

    private static JsonNode json(byte[] body, @Nullable String contentType) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.missingNode();
        }
        if (!isJson(contentType)) {
            throw notAnObject(TextNode.valueOf(new String(body, StandardCharsets.UTF_8)));
        }
        try {
            return Json.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            throw invalid(0, "Expecting value");
        } catch (JsonSyntaxException e) {
            throw invalid(e.position(), e.reason());
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    private static void requireObject(JsonNode fields) {
        if (!fields.isObject()) {
            throw notAnObject(fields);
        }
    }

    private static OpenEnvException notAnObject(JsonNode input) {
        return FieldError.exception(List.of(FieldError.of(
                "model_attributes_type",
                BODY,
                "Input should be a valid dictionary or object to extract fields from",
                input)));
    }

    private static OpenEnvException invalid(int position, String reason) {
        return FieldError.exception(List.of(new FieldError(
                "json_invalid",
                FieldError.at(BODY, position),
                "JSON decode error",
                JsonNodeFactory.instance.objectNode(),
                Map.of("error", reason))));
    }

    private static void throwIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw FieldError.exception(errors);
        }
    }
}
