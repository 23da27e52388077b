package org.openenv.core.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.record.AnyType;
import org.openenv.core.wire.type.scalar.Scalars;

/** Reads what a client sends over a WebSocket. */
final class SocketRequests<A extends Action> {

    private static final String TYPE = "type";
    private static final String DATA = "data";
    private static final Set<String> ENVELOPE = Set.of(TYPE, DATA, RequestFields.REQUEST_ID);
    private static final Set<String> WITHOUT_DATA = Set.of(TYPE, RequestFields.REQUEST_ID);
    private final Class<A> type;
    private final WireType actions;
    private final Set<String> stepExtras;
    private final Set<String> stepEnvelope;
    private final Set<String> doors;

    SocketRequests(Class<A> type, WireType actions, Set<String> stepExtras, Set<String> doors) {
        this.type = type;
        this.actions = actions;
        this.stepExtras = stepExtras;
        this.doors = Set.copyOf(doors);
        this.stepEnvelope = new HashSet<>(stepExtras);
        stepEnvelope.addAll(Set.of(TYPE, DATA, RequestFields.REQUEST_ID, RequestFields.TIMEOUT));
    }

    /**
     * Reads one message.
     *
     * @throws OpenEnvException with {@code INVALID_JSON}, {@code UNKNOWN_TYPE} or {@code VALIDATION_ERROR}
     */
    ClientMessage<A> read(String text) {
        JsonNode message = object(text);
        try {
            return request(message);
        } catch (OpenEnvException refusal) {
            throw new RefusedRequest(refusal, idOf(message));
        } catch (Error thrown) { // by the code of a record
            throw new RefusedRequest(
                    new OpenEnvException(ErrorCode.EXECUTION_ERROR, "The action can't be made: " + thrown, thrown),
                    idOf(message));
        }
    }

    private ClientMessage<A> request(JsonNode message) {
        String type = type(message);
        Reading in = Reading.strict();
        ClientMessage<A> request = switch (type) {
            case "step" -> step(message, in);
            case "steps" -> steps(message, in);
            case "fork" -> fork(message, in);
            case "reset" -> reset(message, in);
            case "state" -> new ClientMessage.GetState<>(bare(message, in));
            case "interrupt" -> new ClientMessage.Interrupt<>(bare(message, in));
            case "validation_open", "validation_read" ->
                new ClientMessage.Validation<>(type, JsonValue.of(message), idOf(message));
            case "files" -> files(message, in);
            case "tool_result" -> ToStepFields.result(message.path(DATA), bareData(message, in), in);
            case "tool_error" -> ToStepFields.error(message.path(DATA), bareData(message, in), in);
            case "input" -> ToStepFields.input(message.path(DATA), bareData(message, in), in);
            case "mcp" -> rpc(message, in);
            case "close" -> new ClientMessage.Close<>(bare(message, in));
            default -> call(type, message, in);
        };
        if (in.count() > 0 || request == null) {
            throw in.exception();
        }
        return request;
    }

    private ClientMessage.@Nullable Step<A> step(JsonNode message, Reading in) {
        JsonNode data = message.get(DATA);
        A action = null;
        if (data == null) {
            in.add(FieldError.missing(Loc.of(DATA), message));
        } else if (!data.isObject()) {
            in.add(FieldError.notADictionary(Loc.of(DATA), data));
        }
        String id = RequestFields.requestId(message, Loc.ROOT, in);
        StepOptions options = RequestFields.stepOptions(message, stepExtras, Loc.ROOT, in);
        refuseOthers(message, stepEnvelope, in);
        if (in.count() == 0 && data != null) {
            action = type.cast(actions.read(data, Loc.ROOT, in));
        }
        return action == null ? null : new ClientMessage.Step<>(action, options, id);
    }

    private ClientMessage.@Nullable Steps<A> steps(JsonNode message, Reading in) {
        JsonNode data = message.path(DATA);
        Loc at = Loc.of(DATA);
        if (!data.isObject()) {
            in.add(message.has(DATA) ? FieldError.notADictionary(at, data) : FieldError.missing(at, message));
        }
        String id = RequestFields.requestId(message, Loc.ROOT, in);
        StepOptions options = RequestFields.stepOptions(message, stepExtras, Loc.ROOT, in);
        refuseOthers(message, stepEnvelope, in);
        if (in.count() > 0) {
            return null;
        }
        JsonNode stop = data.path(RequestFields.STOP_ON_ERROR);
        if (!stop.isMissingNode() && !stop.isBoolean()) {
            in.add(FieldError.of(
                    "bool_type", at.at(RequestFields.STOP_ON_ERROR), "Input should be a valid boolean", stop));
        }
        List<A> several = actions(data, at.at(RequestFields.ACTIONS), in);
        return new ClientMessage.Steps<>(several, stop.asBoolean(true), options, id);
    }

    private List<A> actions(JsonNode data, Loc at, Reading in) {
        JsonNode list = data.path(RequestFields.ACTIONS);
        if (list.isMissingNode()) {
            in.add(FieldError.missing(at, data));
        } else if (!list.isArray()) {
            in.add(FieldError.of("list_type", at, "Input should be a valid list", list));
        } else if (list.isEmpty() || list.size() > ClientMessage.Steps.MOST) {
            in.add(FieldError.of(
                    list.isEmpty() ? "too_short" : "too_long",
                    at,
                    "List should have 1 to " + ClientMessage.Steps.MOST + " items, has " + list.size(),
                    list));
        }
        List<A> several = new ArrayList<>();
        for (int i = 0; in.count() == 0 && i < list.size(); i++) {
            A action = type.cast(actions.read(list.get(i), at.at(i), in));
            if (action != null) {
                several.add(action);
            }
        }
        return several;
    }

    private ClientMessage.Reset<A> reset(JsonNode message, Reading in) {
        JsonNode data = message.has(DATA) ? message.get(DATA) : JsonNodeFactory.instance.objectNode();
        ResetOptions options = ResetOptions.none();
        if (data instanceof ObjectNode fields) {
            options = RequestFields.resetOptions(fields, Set.of(), Loc.of(DATA), in);
        } else {
            in.add(FieldError.notADictionary(Loc.of(DATA), data));
        }
        String id = RequestFields.requestId(message, Loc.ROOT, in);
        refuseOthers(message, ENVELOPE, in);
        return new ClientMessage.Reset<>(options, id);
    }

    private ClientMessage.@Nullable Fork<A> fork(JsonNode message, Reading in) {
        JsonNode data = message.has(DATA) ? message.get(DATA) : JsonNodeFactory.instance.objectNode();
        String id = RequestFields.requestId(message, Loc.ROOT, in);
        refuseOthers(message, ENVELOPE, in);
        if (!data.isObject()) {
            in.add(FieldError.notADictionary(Loc.of(DATA), data));
            return null;
        }
        return ForkFields.read(data, Set.of(), Loc.of(DATA), id, in);
    }

    @SuppressWarnings("unchecked")
    private ClientMessage.@Nullable Files<A> files(JsonNode message, Reading in) {
        String id = bareData(message, in);
        return in.count() > 0
                ? null
                : new ClientMessage.Files<>(
                        (Map<String, @Nullable Object>) requireNonNull(AnyType.plain(message.path(DATA))), id);
    }

    private ClientMessage.Rpc<A> rpc(JsonNode message, Reading in) {
        String id = RequestFields.requestId(message, Loc.ROOT, in);
        refuseOthers(message, ENVELOPE, in);
        return new ClientMessage.Rpc<>(JsonValue.of(message.path(DATA)), id);
    }

    private ClientMessage.@Nullable DoorCall<A> call(String door, JsonNode message, Reading in) {
        if (!doors.contains(door)) {
            throw new OpenEnvException(ErrorCode.UNKNOWN_TYPE, "Unknown message type: " + door);
        }
        JsonNode data = message.get(DATA);
        if (data == null) {
            in.add(FieldError.missing(Loc.of(DATA), message));
        } else if (!data.isObject()) {
            in.add(FieldError.notADictionary(Loc.of(DATA), data));
        }
        String id = RequestFields.requestId(message, Loc.ROOT, in);
        refuseOthers(message, ENVELOPE, in);
        return data == null ? null : new ClientMessage.DoorCall<>(door, data.toString(), id);
    }

    /** The id of a message that must have an object for its data. */
    private static @Nullable String bareData(JsonNode message, Reading in) {
        String id = RequestFields.requestId(message, Loc.ROOT, in);
        refuseOthers(message, ENVELOPE, in);
        Loc at = Loc.of(DATA);
        if (!message.path(DATA).isObject()) {
            in.add(
                    message.has(DATA)
                            ? FieldError.notADictionary(at, message.get(DATA))
                            : FieldError.missing(at, message));
        }
        return id;
    }

    private static @Nullable String bare(JsonNode message, Reading in) {
        String id = RequestFields.requestId(message, Loc.ROOT, in);
        refuseOthers(message, WITHOUT_DATA, in);
        return id;
    }

    private static void refuseOthers(JsonNode message, Set<String> known, Reading in) {
        RequestFields.refuseOthers(message, known, Loc.ROOT, in);
    }

    private static JsonNode object(String text) {
        JsonNode message;
        try {
            message = Json.read(text);
        } catch (JsonSyntaxException e) {
            throw new RefusedRequest(
                    new OpenEnvException(ErrorCode.INVALID_JSON, "Invalid JSON: " + e.getMessage(), e), idIn(text));
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
            String text = Scalars.withoutLoneSurrogates(type.textValue());
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

    /** The id of a message, whatever it asks, or {@code null} if it has none that can be echoed. */
    static @Nullable String requestId(String text) {
        try {
            return idOf(object(text));
        } catch (OpenEnvException noMessage) {
            return RefusedRequest.idOf(noMessage).orElse(null);
        }
    }

    /** The id of a message that is wrong otherwise, or {@code null} if it has none that can be echoed. */
    private static @Nullable String idOf(JsonNode message) {
        return echoable(message.path(RequestFields.REQUEST_ID));
    }

    /** The id of a text that is not JSON, if it stands before the mistake. */
    private static @Nullable String idIn(String text) {
        try {
            return echoable(Json.read(JsonSyntax.textBefore(text, RequestFields.REQUEST_ID)));
        } catch (JsonSyntaxException none) {
            return null;
        }
    }

    private static @Nullable String echoable(JsonNode value) {
        String id = value.textValue();
        return id == null || id.codePointCount(0, id.length()) > ResetOptions.MAX_ID_LENGTH ? null : id;
    }
}
