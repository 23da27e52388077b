package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.record.AnyType;
import org.openenv.core.wire.type.scalar.Numbers;
import org.openenv.core.wire.type.scalar.Scalars;

/** The fields that a request has whatever the environment: seed, episode id, timeout, request id. */
final class RequestFields {

    static final String SEED = "seed";
    static final String EPISODE_ID = "episode_id";
    static final String TIMEOUT = "timeout_s";
    static final String REQUEST_ID = "request_id";
    static final String ACTIONS = "actions";
    static final String STOP_ON_ERROR = "stop_on_error";

    static final String COUNT = "count";
    static final String FORK = "fork";
    static final String RESEED = "reseed";
    static final String PARTIAL = "partial";
    static final String FROZEN = "frozen";
    static final String WITH_PARENT = "with_parent";

    private static final double LONGEST_SECONDS = StepOptions.LONGEST.toSeconds();

    private RequestFields() {}

    /** Reads reset parameters; what is neither seed nor episode id nor among the envelope's fields is an extra. */
    static ResetOptions resetOptions(JsonNode fields, Collection<String> envelope, Loc at, Reading in) {
        Long seed =
                present(fields, SEED) ? Numbers.integer(fields.get(SEED), 0, Long.MAX_VALUE, at.at(SEED), in) : null;
        String episodeId = text(fields, EPISODE_ID, ResetOptions.MAX_ID_LENGTH, at, in);
        return new ResetOptions(seed, episodeId, extras(fields, envelope));
    }

    private static Map<String, @Nullable Object> extras(JsonNode fields, Collection<String> envelope) {
        if (fields.size() == 0) {
            return Map.of();
        }
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            if (!name.equals(SEED) && !name.equals(EPISODE_ID) && !envelope.contains(name)) {
                rest.put(name, AnyType.plain(field.getValue()));
            }
        }
        return rest;
    }

    /** Reads a step's parameters; of those that the environment interprets, the names given. */
    static StepOptions stepOptions(JsonNode fields, Collection<String> known, Loc at, Reading in) {
        StepOptions options = timeout(fields, at, in);
        for (String name : known) {
            if (present(fields, name)) {
                options = options.withExtra(name, Objects.requireNonNull(AnyType.plain(fields.get(name))));
            }
        }
        return options;
    }

    private static StepOptions timeout(JsonNode fields, Loc at, Reading in) {
        if (!present(fields, TIMEOUT)) {
            return StepOptions.none();
        }
        JsonNode node = fields.get(TIMEOUT);
        Loc here = at.at(TIMEOUT);
        Double seconds = Numbers.number(node, here, in);
        if (seconds == null) {
            return StepOptions.none();
        }
        if (!(seconds > 0)) {
            in.add(new FieldError("greater_than", here, "Input should be greater than 0", node, Map.of("gt", 0.0)));
            return StepOptions.none();
        }
        double capped = Math.min(seconds, LONGEST_SECONDS);
        return StepOptions.timeout(Duration.ofNanos(Math.max(1, (long) (capped * 1e9))));
    }

    static @Nullable String requestId(JsonNode fields, Loc at, Reading in) {
        return text(fields, REQUEST_ID, ResetOptions.MAX_ID_LENGTH, at, in);
    }

    private static @Nullable String text(JsonNode fields, String name, int maxLength, Loc at, Reading in) {
        return present(fields, name) ? Scalars.text(fields.get(name), maxLength, at.at(name), in) : null;
    }

    private static boolean present(JsonNode fields, String name) {
        JsonNode node = fields.get(name);
        return node != null && !node.isNull();
    }

    /** Refuses fields that nobody knows. */
    static void refuseOthers(JsonNode fields, Collection<String> known, Loc at, Reading in) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!known.contains(field.getKey())) {
                in.add(FieldError.extra(at.at(field.getKey()), field.getValue()));
            }
        }
    }
}
