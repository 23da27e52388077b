package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;

/** The fields of messages that are said to a step while it runs. */
final class ToStepFields {

    static final String TEXT = "text";
    static final String EOF = "eof";

    private static final Loc DATA = Loc.of("data");
    private static final Set<String> OF_INPUT = Set.of(TEXT, EOF);

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
}
