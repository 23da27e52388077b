package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.record.AnyType;

/** The fields of messages that are said to a step while it runs. */
final class ToStepFields {

    static final String TEXT = "text";
    static final String EOF = "eof";
    static final String CALL_ID = "call_id";
    static final String RESULT = "result";
    static final String MESSAGE = "message";
    static final String ERROR_TYPE = "error_type";

    private static final Loc DATA = Loc.of("data");
    private static final Set<String> OF_INPUT = Set.of(TEXT, EOF);
    private static final Set<String> OF_RESULT = Set.of(CALL_ID, RESULT);
    private static final Set<String> OF_ERROR = Set.of(CALL_ID, MESSAGE, ERROR_TYPE);

    private ToStepFields() {}

    /** Reads an input: some text, its end, or both. */
    static <A extends Action> ClientMessage.@Nullable Input<A> input(JsonNode data, @Nullable String id, Reading in) {
        if (!data.isObject()) {
            return null;
        }
        RequestFields.refuseOthers(data, OF_INPUT, DATA, in);
        JsonNode text = data.path(TEXT);
        JsonNode eof = data.path(EOF);
        boolean last = eof.asBoolean(false);
        if (!eof.isMissingNode() && !eof.isNull() && !eof.isBoolean()) {
            in.add(FieldError.of("bool_type", DATA.at(EOF), "Input should be a valid boolean", eof));
        }
        if (!text.isMissingNode() && !text.isTextual()) {
            in.add(FieldError.of("string_type", DATA.at(TEXT), "Input should be a valid string", text));
        }
        if (text.isMissingNode() && !last) {
            in.add(FieldError.missing(DATA.at(TEXT), data));
        }
        return in.count() > 0 ? null : new ClientMessage.Input<>(text.asText(""), last, id);
    }

    /** Reads what a function of the client's returned. */
    static <A extends Action> ClientMessage.@Nullable ToolAnswer<A> result(
            JsonNode data, @Nullable String id, Reading in) {
        if (!data.isObject()) {
            return null;
        }
        RequestFields.refuseOthers(data, OF_RESULT, DATA, in);
        String call = text(data, CALL_ID, true, in);
        JsonNode result = data.get(RESULT);
        if (result == null) {
            in.add(FieldError.missing(DATA.at(RESULT), data));
        }
        return in.count() > 0 || call == null || result == null
                ? null
                : new ClientMessage.ToolAnswer<>(call, AnyType.plain(result), null, null, id);
    }

    /** Reads why a function of the client's failed. */
    static <A extends Action> ClientMessage.@Nullable ToolAnswer<A> error(
            JsonNode data, @Nullable String id, Reading in) {
        if (!data.isObject()) {
            return null;
        }
        RequestFields.refuseOthers(data, OF_ERROR, DATA, in);
        String call = text(data, CALL_ID, true, in);
        String message = text(data, MESSAGE, true, in);
        String type = text(data, ERROR_TYPE, false, in);
        return in.count() > 0 || call == null || message == null
                ? null
                : new ClientMessage.ToolAnswer<>(call, null, message, type, id);
    }

    private static @Nullable String text(JsonNode data, String name, boolean required, Reading in) {
        JsonNode value = data.get(name);
        if (value == null) {
            if (required) {
                in.add(FieldError.missing(DATA.at(name), data));
            }
            return null;
        }
        if (!value.isTextual()) {
            in.add(FieldError.of("string_type", DATA.at(name), "Input should be a valid string", value));
        }
        return value.textValue();
    }
}
