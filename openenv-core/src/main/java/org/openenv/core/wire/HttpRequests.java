package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ForkOptions;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.WireType;

/** Reads the bodies of {@code POST /reset}, {@code POST /step} and {@code POST /sessions/{id}/fork}. */
final class HttpRequests<A extends Action> {

    private static final Loc BODY = Loc.of("body");
    private static final String ACTION = "action";
    private static final String MESSAGE = "message";

    private final Class<A> type;
    private final WireType actions;
    private final Set<String> stepExtras;

    HttpRequests(Class<A> type, WireType actions, Set<String> stepExtras) {
        this.type = type;
        this.actions = actions;
        this.stepExtras = stepExtras;
    }

    ClientMessage.Reset<A> reset(byte[] body, @Nullable String contentType) {
        JsonNode fields = json(body, contentType);
        if (fields.isNull() || fields.isMissingNode()) {
            return new ClientMessage.Reset<>(ResetOptions.none(), null);
        }
        requireObject(fields);
        Reading in = Reading.strict();
        ResetOptions options = RequestFields.resetOptions(fields, Set.of(RequestFields.REQUEST_ID), BODY, in);
        String id = RequestFields.requestId(fields, BODY, in);
        in.throwIfAny();
        return new ClientMessage.Reset<>(options, id);
    }

    ClientMessage.Step<A> step(byte[] body, @Nullable String contentType) {
        return step(json(body, contentType));
    }

    /** The same, where a message may stand in the place of an action that has it. */
    ClientMessage.Step<A> pageStep(byte[] body, @Nullable String contentType) {
        JsonNode fields = json(body, contentType);
        if (fields instanceof ObjectNode object && object.has(MESSAGE) && !object.has(ACTION)) {
            object.putObject(ACTION).set(MESSAGE, object.remove(MESSAGE));
        }
        return step(fields);
    }

    private ClientMessage.Step<A> step(JsonNode fields) {
        if (fields.isNull() || fields.isMissingNode()) {
            throw refusal(FieldError.missing(BODY, NullNode.getInstance()));
        }
        requireObject(fields);
        Reading in = Reading.strict();
        JsonNode action = fields.get(ACTION);
        if (action == null) {
            in.add(FieldError.missing(BODY.at(ACTION), fields));
        } else if (!action.isObject()) {
            in.add(FieldError.notADictionary(BODY.at(ACTION), action));
        }
        StepOptions options = RequestFields.stepOptions(fields, stepExtras, BODY, in);
        String id = RequestFields.requestId(fields, BODY, in);
        in.throwIfAny();
        return new ClientMessage.Step<>(action(action, in), options, id);
    }

    ClientMessage.Fork<A> fork(byte[] body, @Nullable String contentType) {
        JsonNode fields = json(body, contentType);
        if (fields.isNull() || fields.isMissingNode()) {
            return new ClientMessage.Fork<>(1, ForkOptions.none(), ClientMessage.Fork.Terms.USUAL, null);
        }
        requireObject(fields);
        Reading in = Reading.strict();
        String id = RequestFields.requestId(fields, BODY, in);
        ClientMessage.Fork<A> fork = ForkFields.read(fields, Set.of(RequestFields.REQUEST_ID), BODY, id, in);
        in.throwIfAny();
        return fork;
    }

    private A action(@Nullable JsonNode node, Reading in) {
        Object action = node == null ? null : actions.read(node, Loc.ROOT, in);
        if (action == null) {
            throw in.exception();
        }
        return type.cast(action);
    }

    static JsonNode json(byte[] body, @Nullable String contentType) {
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

    static void requireObject(JsonNode fields) {
        if (!fields.isObject()) {
            throw notAnObject(fields);
        }
    }

    private static OpenEnvException notAnObject(JsonNode input) {
        return refusal(FieldError.of(
                "model_attributes_type",
                BODY,
                "Input should be a valid dictionary or object to extract fields from",
                input));
    }

    private static OpenEnvException invalid(int position, String reason) {
        return refusal(new FieldError(
                "json_invalid",
                BODY.at(position),
                "JSON decode error",
                JsonNodeFactory.instance.objectNode(),
                Map.of("error", reason)));
    }

    private static OpenEnvException refusal(FieldError error) {
        Reading in = Reading.strict();
        in.add(error);
        return in.exception();
    }
}
