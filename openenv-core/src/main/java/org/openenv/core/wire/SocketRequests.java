package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;

/** Reads what a client sends over a WebSocket. */
final class SocketRequests<A extends Action> {

    private static final String TYPE = "type";
    private static final String DATA = "data";
    private static final Set<String> ENVELOPE = Set.of(TYPE, DATA, RequestFields.REQUEST_ID);
    private static final Set<String> WITHOUT_DATA = Set.of(TYPE, RequestFields.REQUEST_ID);
    private static final Set<String> STEP_ENVELOPE =
            Set.of(TYPE, DATA, RequestFields.REQUEST_ID, RequestFields.TIMEOUT);

    private final RecordReader<A> actions;

    SocketRequests(RecordReader<A> actions) {
        this.actions = actions;
    }

    /**
     * Reads one message.
     *
     * @throws OpenEnvException with {@code INVALID_JSON}, {@code UNKNOWN_TYPE} or {@code VALIDATION_ERROR}
     */
    ClientMessage<A> read(String text) {
        JsonNode message = object(text);
        String type = type(message);
        List<FieldError> errors = new ArrayList<>();
        ClientMessage<A> request = switch (type) {
            case "step" -> step(message, errors);
            case "reset" -> reset(message, errors);
            case "state" -> new ClientMessage.GetState<>(bare(message, errors));
            case "interrupt" -> new ClientMessage.Interrupt<>(bare(message, errors));
            case "close" -> new ClientMessage.Close<>(bare(message, errors));
            default -> throw new OpenEnvException(ErrorCode.UNKNOWN_TYPE, "Unknown message type: " + type);
        };
        if (!errors.isEmpty() || request == null) {
            throw FieldError.exception(errors);
        }
        return request;
    }

    private ClientMessage.@Nullable Step<A> step(JsonNode message, List<FieldError> errors) {
        JsonNode data = message.get(DATA);
        A action = null;
        if (data == null) {
            errors.add(FieldError.missing(List.of(DATA), message));
        } else if (!data.isObject()) {
            errors.add(FieldError.notADictionary(List.of(DATA), data));
        }
        String id = RequestFields.requestId(message, List.of(), errors);
        StepOptions options = RequestFields.stepOptions(message, List.of(), errors);
        refuseOthers(message, STEP_ENVELOPE, errors);
        if (errors.isEmpty() && data != null) {
            action = actions.read(data, List.of(), errors);
        }
        return action == null ? null : new ClientMessage.Step<>(action, options, id);
    }

    private ClientMessage.Reset<A> reset(JsonNode message, List<FieldError> errors) {
        JsonNode data = message.has(DATA) ? message.get(DATA) : JsonNodeFactory.instance.objectNode();
        ResetOptions options = ResetOptions.none();
        if (data instanceof ObjectNode fields) {
            options = RequestFields.resetOptions(fields, Set.of(), List.of(DATA), errors);
        } else {
            errors.add(FieldError.notADictionary(List.of(DATA), data));
        }
        String id = RequestFields.requestId(message, List.of(), errors);
        refuseOthers(message, ENVELOPE, errors);
        return new ClientMessage.Reset<>(options, id);
    }

    private static @Nullable String bare(JsonNode message, List<FieldError> errors) {
        String id = RequestFields.requestId(message, List.of(), errors);
        refuseOthers(message, WITHOUT_DATA, errors);
        return id;
    }

    private static void refuseOthers(JsonNode message, Set<String> known, List<FieldError> errors) {
        message.forEachEntry((name, value) -> {
            if (!known.contains(name)) {
                errors.add(FieldError.extra(List.of(name), value));
            }
        });
    }

    private static JsonNode object(String text) {
        JsonNode message;
        try {
            message = Json.read(text);
        } catch (JsonSyntaxException e) {
            throw new OpenEnvException(ErrorCode.INVALID_JSON, "Invalid JSON: " + e.getMessage(), e);
        }
        if (!message.isObject()) {
            throw new OpenEnvException(
                    ErrorCode.INVALID_JSON,
                    "Invalid JSON: a message is an object, such as {\"type\":\"reset\"}; got "
                            + message.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        return message;
    }

    /** The message's type; whatever is no text reads as Python would print it. */
    private static String type(JsonNode message) {
        JsonNode type = message.get(TYPE);
        if (type == null) {
            return "";
        }
        if (type.isTextual()) {
            String text = Json.withoutLoneSurrogates(type.textValue());
            return text.length() <= 100 ? text : text.substring(0, 100) + "…";
        }
        if (type.isNull()) {
            return "None";
        }
        if (type.isBoolean()) {
            return type.booleanValue() ? "True" : "False";
        }
        String text = type.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
