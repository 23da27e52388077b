package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkOptions.Mode;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.scalar.Numbers;

/** The fields of a fork, whatever it comes by: how many copies, how they are made, and what they are. */
final class ForkFields {

    private static final Set<String> KNOWN = Set.of(
            RequestFields.COUNT,
            RequestFields.FORK,
            RequestFields.RESEED,
            RequestFields.PARTIAL,
            RequestFields.FROZEN,
            RequestFields.WITH_PARENT);

    private ForkFields() {}

    /** Reads them; one copy is made where nothing else is asked for. */
    static <A extends Action> ClientMessage.Fork<A> read(
            JsonNode fields, Collection<String> envelope, Loc at, @Nullable String requestId, Reading in) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!KNOWN.contains(field.getKey()) && !envelope.contains(field.getKey())) {
                in.add(FieldError.extra(at.at(field.getKey()), field.getValue()));
            }
        }
        ForkOptions options = ForkOptions.none()
                .withMode(mode(fields, at, in))
                .withReseed(truth(fields, RequestFields.RESEED, at, in));
        var terms = new ClientMessage.Fork.Terms(
                truth(fields, RequestFields.PARTIAL, at, in),
                truth(fields, RequestFields.FROZEN, at, in),
                truth(fields, RequestFields.WITH_PARENT, at, in));
        return new ClientMessage.Fork<>(count(fields, at, in), options, terms, requestId);
    }

    private static int count(JsonNode fields, Loc at, Reading in) {
        JsonNode count = fields.path(RequestFields.COUNT);
        if (count.isMissingNode()) {
            return 1;
        }
        Long read = Numbers.integer(count, 1, ClientMessage.Fork.MOST, at.at(RequestFields.COUNT), in);
        return read == null ? 1 : read.intValue();
    }

    private static Mode mode(JsonNode fields, Loc at, Reading in) {
        JsonNode mode = fields.path(RequestFields.FORK);
        if (mode.isMissingNode()) {
            return Mode.AUTO;
        }
        return Arrays.stream(Mode.values())
                .filter(known -> name(known).equals(mode.textValue()))
                .findFirst()
                .orElseGet(() -> {
                    in.add(FieldError.of(
                            "enum",
                            at.at(RequestFields.FORK),
                            "Input should be "
                                    + Arrays.stream(Mode.values())
                                            .map(known -> "'" + name(known) + "'")
                                            .collect(Collectors.joining(", ")),
                            mode));
                    return Mode.AUTO;
                });
    }

    /** A way to make copies as it is named on the wire. */
    static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static boolean truth(JsonNode fields, String name, Loc at, Reading in) {
        JsonNode truth = fields.path(name);
        if (!truth.isMissingNode() && !truth.isBoolean()) {
            in.add(FieldError.of("bool_type", at.at(name), "Input should be a valid boolean", truth));
        }
        return truth.asBoolean(false);
    }
}
