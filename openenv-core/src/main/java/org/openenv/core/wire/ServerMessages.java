package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.FunctionCall;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.OutputChunk;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.record.AnyType;

/** Reads what a server sends, leniently: unknown fields and missing ones are no error. */
final class ServerMessages<O extends Observation, S extends State> {

    private final EnvironmentTypes<?, O, S> types;
    private final WireType observations;
    private final WireType states;

    ServerMessages(EnvironmentTypes<?, O, S> types, WireType observations, WireType states) {
        this.types = types;
        this.observations = observations;
        this.states = states;
    }

    /**
     * Opens one message.
     *
     * @throws OpenEnvException with {@code INVALID_ANSWER} if it is no JSON object
     */
    Reply<O, S> open(String text) {
        JsonNode message;
        try {
            message = Json.read(text);
        } catch (JsonSyntaxException e) {
            throw invalid("it is not JSON: " + e.getMessage(), e);
        }
        if (!message.isObject()) {
            throw invalid("it is no JSON object: " + shorten(text), null);
        }
        return new Reply<>(message, () -> content(message, text));
    }

    private ServerMessage<O, S> content(JsonNode message, String text) {
        JsonNode data = message.path("data");
        if (!data.isObject()) {
            throw invalid("it has no data: " + shorten(text), null);
        }
        return switch (message.path("type").asText()) {
            case "observation" -> new ServerMessage.Observed<>(result(data));
            case "steps" -> taken(data);
            case "fork" -> forked(data);
            case "state" -> new ServerMessage.StateIs<>(record(states, types.state(), data, "state"));
            case "interrupt" ->
                new ServerMessage.Interrupted<>(data.path("interrupted").asBoolean(false));
            case "mcp" -> new ServerMessage.RpcAnswer<>(fields(data));
            case "output" ->
                new ServerMessage.Output<>(new OutputChunk(
                        data.path("stream").asText(),
                        data.path("text").asText(),
                        data.path("offset").asLong()));
            case "files" -> new ServerMessage.AboutFiles<>(fields(data));
            case "input", "tool_result", "tool_error" ->
                new ServerMessage.Heard<>(message.path("type").asText());
            case "tool_call" -> called(data);
            case "error" -> failure((ObjectNode) data);
            default -> throw invalid("its type is unknown: " + shorten(text), null);
        };
    }

    private ServerMessage.Called<O, S> called(JsonNode data) {
        JsonNode arguments = data.path("arguments");
        return new ServerMessage.Called<>(
                data.path("call_id").asText(),
                new FunctionCall(data.path("name").asText(), arguments.isObject() ? fields(arguments) : Map.of()));
    }

    private ServerMessage.Taken<O, S> taken(JsonNode data) {
        List<StepResult<O>> results = new ArrayList<>();
        data.path("results").forEach(result -> results.add(result(result)));
        return new ServerMessage.Taken<>(
                results, data.path("error") instanceof ObjectNode failure ? failure(failure) : null);
    }

    private ServerMessage.Forked<O, S> forked(JsonNode data) {
        List<ServerMessage.Forked.Copy<O, S>> copies = new ArrayList<>();
        for (JsonNode copy : data.path("sessions")) {
            ServerMessage.Failed<O, S> failure =
                    copy.path("error") instanceof ObjectNode reason ? failure(reason) : null;
            String id = copy.path("session_id").textValue();
            if (id == null && failure == null) {
                throw invalid("a copy is neither a session nor an error: " + shorten(copy.toString()), null);
            }
            JsonNode metadata = copy.path("metadata");
            copies.add(new ServerMessage.Forked.Copy<>(
                    id,
                    copy.path("episode_id").textValue(),
                    metadata.isObject() ? fields(metadata) : Map.of(),
                    failure));
        }
        return new ServerMessage.Forked<>(copies);
    }

    private StepResult<O> result(JsonNode data) {
        JsonNode reward = data.path("reward");
        JsonNode metadata = metadata(data);
        return new StepResult<>(
                record(observations, types.observation(), data.path("observation"), "observation"),
                reward(reward),
                data.path("done").asBoolean(false),
                metadata.isObject() ? fields(metadata) : Map.of());
    }

    /** The metadata beside the observation, or that in it: servers send either, or both. */
    private static JsonNode metadata(JsonNode data) {
        JsonNode beside = data.path("metadata");
        return beside.isObject() ? beside : data.path("observation").path("metadata");
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

    private static <T> T record(WireType reader, Class<T> type, JsonNode node, String what) {
        if (!node.isObject()) {
            throw invalid("it has no " + what, null);
        }
        Reading reading = Reading.lenient();
        Object made = reader.read(node, Loc.of(what), reading);
        if (made == null) {
            throw invalid(reading.summary(), null);
        }
        return type.cast(made);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(JsonNode object) {
        return (Map<String, Object>) Objects.requireNonNull(AnyType.plain(object));
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
        return new ServerMessage.Failed<>(code, message, fields(details));
    }

    private static OpenEnvException invalid(String why, @Nullable Throwable cause) {
        return new OpenEnvException(ErrorCode.INVALID_ANSWER, "the server's answer can't be read: " + why, cause);
    }

    private static String shorten(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
