package org.openenv.core.host.validation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.RubricNode;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;
import org.openenv.core.wire.rpc.JsonValue;

/**
 * The record of one connection's episode for OpenEnv's validation: opened once with the operator's token before anything else,
 * read with the capability that this returns. Used on the session's lane.
 */
public final class Telemetry {

    private static final int CAPABILITY_BYTES = 32;
    private static final int MOST_STEPS = 100;
    private static final int MOST_RECORDS = 202;
    private static final long MOST_BYTES = 8L << 20;
    private static final Set<String> ENVELOPE = Set.of("type", "data", "request_id");

    private record Taken(String operation, String request, String response) {}

    private record Attributed(List<Map<String, @Nullable Object>> rubric) {}

    private final @Nullable String token;
    private final List<Taken> records = new ArrayList<>();
    private final List<Attributed> attribution = new ArrayList<>();
    private List<Map<String, @Nullable Object>> rubric = List.of();
    private @Nullable Map<String, @Nullable Object> seed;
    private @Nullable String rubricError;
    private @Nullable String capability;
    private boolean begun;
    private boolean overrun;
    private long bytes;

    /**
     * Makes a record that is not opened.
     *
     * @param token the operator's; {@code null} where nobody may open it
     */
    public Telemetry(@Nullable String token) {
        this.token = token;
    }

    /** The one error there is, whatever was wrong. */
    public static OpenEnvException refusal() {
        return new OpenEnvException(ErrorCode.VALIDATION_ERROR, "Validation unavailable or unauthorized");
    }

    /** Whether it is open, so that exchanges are to be recorded. */
    public boolean open() {
        return capability != null;
    }

    /** Notes that the client asked for something else: from now on it can't be opened any more. */
    public void begun() {
        begun = true;
    }

    /**
     * Opens it, or reads it.
     *
     * @return the content of the answer
     * @throws OpenEnvException with {@code VALIDATION_ERROR}
     */
    public <O extends Observation, S extends State> ServerMessage<O, S> answer(ClientMessage.Validation<?> request) {
        if (!ENVELOPE.containsAll(request.message().names())) {
            throw refusal();
        }
        JsonValue data = request.message().get("data");
        return request.type().equals("validation_open")
                ? new ServerMessage.Validation<>("validation_open", opened(data))
                : new ServerMessage.Validation<>("validation", read(data));
    }

    private Map<String, @Nullable Object> opened(JsonValue data) {
        String given = secret(data, "token");
        if (token == null || begun || capability != null || !same(token, given)) {
            throw refusal();
        }
        byte[] random = new byte[CAPABILITY_BYTES];
        new SecureRandom().nextBytes(random);
        capability = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return fields("schema_version", 1, "capability", capability);
    }

    private static String secret(JsonValue data, String name) {
        boolean known = data.isObject()
                && data.names().equals(Set.of("schema_version", name))
                && "1".equals(String.valueOf(data.get("schema_version").plain()))
                && data.get("schema_version").isInteger();
        if (!known) {
            throw refusal();
        }
        return data.get(name).text().orElseThrow(Telemetry::refusal);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Records an exchange that succeeded. */
    public void record(
            ClientMessage<?> asked, String request, StepResult<?> result, List<RubricNode> tree, String response) {
        if (asked instanceof ClientMessage.Reset<?> reset) {
            Long value = reset.options().seed();
            Map<String, @Nullable Object> told = fields("requested", value != null, "value", value);
            told.put("accepted", true);
            seed = told;
            rubric = nodes(tree, null);
            record("reset", request, response);
        } else if (record("step", request, response)) {
            rubric = nodes(tree, result);
            attribution.add(new Attributed(rubric));
        }
    }

    /** Records a question for the state that was answered. */
    public void record(String request, String response) {
        record("state", request, response);
    }

    private boolean record(String operation, String request, String response) {
        long more = (long) request.length() + response.length();
        boolean steps = operation.equals("step") && attribution.size() >= MOST_STEPS;
        if (overrun || steps || records.size() >= MOST_RECORDS || bytes + more > MOST_BYTES) {
            overrun = true;
            return false;
        }
        bytes += more;
        records.add(new Taken(operation, request, response));
        return true;
    }

    private List<Map<String, @Nullable Object>> nodes(List<RubricNode> tree, @Nullable StepResult<?> result) {
        try {
            rubricError = null;
            return RubricScores.nodes(tree, result);
        } catch (RuntimeException told) {
            rubricError = String.valueOf(told.getMessage());
            return List.of();
        }
    }

    private Map<String, @Nullable Object> read(JsonValue data) {
        String given = secret(data, "capability");
        if (capability == null || !same(capability, given)) {
            throw refusal();
        }
        Map<String, @Nullable Object> snapshot = fields("schema_version", 1, "seed", seed);
        snapshot.put("rubric", rubric);
        snapshot.put("rubric_error", rubricError);
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        for (int i = 0; i < attribution.size(); i++) {
            steps.add(fields("step_index", i, "rubric", attribution.get(i).rubric()));
        }
        snapshot.put("attribution", steps);
        Map<String, @Nullable Object> trajectory = fields("schema_version", 1, "source", "openenv-server");
        trajectory.put("records", records.stream().map(Telemetry::record).toList());
        trajectory.put("complete", !overrun);
        trajectory.put("reason", overrun ? "Session telemetry budget exceeded" : null);
        snapshot.put("trajectory", trajectory);
        return snapshot;
    }

    private static Map<String, @Nullable Object> record(Taken taken) {
        Map<String, @Nullable Object> fields =
                fields("operation", taken.operation(), "request", WireCodec.readValue(taken.request()));
        fields.put("response", WireCodec.readValue(taken.response()));
        return fields;
    }

    private static Map<String, @Nullable Object> fields(
            String first, @Nullable Object value, String second, @Nullable Object other) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(first, value);
        fields.put(second, other);
        return fields;
    }
}
