package org.openenv.core.wire;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.StepResult;

/** Reads what a server sends, leniently: unknown fields and missing ones are no error. */
final class ServerMessages<O extends Observation, S extends State> {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final RecordReader<O> observations;
    private final RecordReader<S> states;

    ServerMessages(EnvironmentTypes<?, O, S> types) {
        observations = RecordReader.lenient(types.observation());
        states = RecordReader.lenient(types.state());
    }

    /**
     * Reads one message.
     *
     * @throws OpenEnvException with {@code INVALID_ANSWER} if it is none the protocol knows
     */
    ServerMessage<O, S> read(String text) {
        JsonNode message;
        try {
            message = Json.read(text);
        } catch (JsonSyntaxException e) {
            throw invalid("it is not JSON: " + e.getMessage(), e);
        }
        JsonNode data = message.path("data");
        if (!data.isObject()) {
            throw invalid("it has no data: " + shorten(text), null);
        }
        return switch (message.path("type").asText()) {
            case "observation" -> new ServerMessage.Observed<>(result(data));
            case "state" -> new ServerMessage.StateIs<>(record(states, data, "state"));
            case "interrupt" ->
                new ServerMessage.Interrupted<>(data.path("interrupted").asBoolean(false));
            case "error" -> failure((ObjectNode) data);
            default -> throw invalid("its type is unknown: " + shorten(text), null);
        };
    }

    private StepResult<O> result(JsonNode data) {
        JsonNode reward = data.path("reward");
        JsonNode metadata = data.path("metadata");
        return new StepResult<>(
                record(observations, data.path("observation"), "observation"),
                reward(reward),
                data.path("done").asBoolean(false),
                metadata.isObject() ? Json.MAPPER.convertValue(metadata, MAP) : Map.of());
    }

    private static @Nullable Double reward(JsonNode reward) {
        if (reward.isBoolean()) {
            return reward.booleanValue() ? 1.0 : 0.0;
        }
        if (reward.isNull() || reward instanceof MissingNode) {
            return null;
        }
        if (!reward.isNumber() || !Double.isFinite(reward.doubleValue())) {
            throw invalid("its reward is no finite number: " + shorten(reward.toString()), null);
        }
        return reward.doubleValue();
    }

    private static <T> T record(RecordReader<T> reader, JsonNode node, String what) {
        if (!node.isObject()) {
            throw invalid("it has no " + what, null);
        }
        List<FieldError> errors = new ArrayList<>();
        T made = reader.read(node, List.of(what), errors);
        if (made == null) {
            throw invalid(
                    String.join(
                            "; ",
                            errors.stream()
                                    .map(error -> error.loc() + ": " + error.msg())
                                    .toList()),
                    null);
        }
        return made;
    }

    private ServerMessage.Failed<O, S> failure(ObjectNode data) {
        String message = data.path("message").asText("");
        String name = data.path("code").asText("");
        ErrorCode code = Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(ErrorCode.EXECUTION_ERROR);
        ObjectNode details = data.deepCopy();
        details.remove(List.of("message", "code"));
        return new ServerMessage.Failed<>(code, message, Json.MAPPER.convertValue(details, MAP));
    }

    private static OpenEnvException invalid(String why, @Nullable Throwable cause) {
        return new OpenEnvException(ErrorCode.INVALID_ANSWER, "the server's answer can't be read: " + why, cause);
    }

    private static String shorten(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
