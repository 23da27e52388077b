package org.openenv.core.wire;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;

/** The fields that a request has whatever the environment: seed, episode id, timeout, request id. */
final class RequestFields {

    static final String SEED = "seed";
    static final String EPISODE_ID = "episode_id";
    static final String TIMEOUT = "timeout_s";
    static final String REQUEST_ID = "request_id";

    /** Longer timeouts are taken as this one, so that arithmetic on them can't overflow. */
    private static final double LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private RequestFields() {}

    /** Reads reset parameters; what is neither seed nor episode id nor among the envelope's fields is an extra. */
    static ResetOptions resetOptions(
            JsonNode fields, Collection<String> envelope, List<Object> loc, List<FieldError> errors) {
        Long seed = present(fields, SEED)
                ? Scalars.integer(fields.get(SEED), 0, Long.MAX_VALUE, FieldError.at(loc, SEED), errors)
                : null;
        String episodeId = text(fields, EPISODE_ID, ResetOptions.MAX_ID_LENGTH, loc, errors);
        return new ResetOptions(seed, episodeId, extras(fields, envelope));
    }

    private static Map<String, Object> extras(JsonNode fields, Collection<String> envelope) {
        if (fields.size() == 0) {
            return Map.of();
        }
        ObjectNode rest = fields.deepCopy();
        rest.remove(List.of(SEED, EPISODE_ID));
        rest.remove(envelope);
        return Json.MAPPER.convertValue(rest, new TypeReference<Map<String, Object>>() {});
    }

    static StepOptions stepOptions(JsonNode fields, List<Object> loc, List<FieldError> errors) {
        if (!present(fields, TIMEOUT)) {
            return StepOptions.none();
        }
        JsonNode node = fields.get(TIMEOUT);
        List<Object> here = FieldError.at(loc, TIMEOUT);
        Double seconds = Scalars.number(node, here, errors);
        if (seconds == null) {
            return StepOptions.none();
        }
        if (!(seconds > 0)) {
            errors.add(new FieldError("greater_than", here, "Input should be greater than 0", node, Map.of("gt", 0.0)));
            return StepOptions.none();
        }
        double capped = Math.min(seconds, LONGEST_SECONDS);
        return StepOptions.timeout(Duration.ofNanos(Math.max(1, (long) (capped * 1e9))));
    }

    static @Nullable String requestId(JsonNode fields, List<Object> loc, List<FieldError> errors) {
        return text(fields, REQUEST_ID, ResetOptions.MAX_ID_LENGTH, loc, errors);
    }

    private static @Nullable String text(
            JsonNode fields, String name, int maxLength, List<Object> loc, List<FieldError> errors) {
        return present(fields, name)
                ? Scalars.text(fields.get(name), maxLength, FieldError.at(loc, name), errors)
                : null;
    }

    private static boolean present(JsonNode fields, String name) {
        JsonNode node = fields.get(name);
        return node != null && !node.isNull();
    }
}
