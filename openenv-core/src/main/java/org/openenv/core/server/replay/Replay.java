package org.openenv.core.server.replay;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Environment;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.GenericAction;
import org.openenv.core.client.GenericObservation;
import org.openenv.core.wire.WireCodec;

/** Runs a recorded episode again. Used by one thread. */
public final class Replay {

    private final Environment<GenericAction, GenericObservation, ?> environment;
    private final Set<String> ignored;

    /**
     * Makes a replay.
     *
     * @param environment where it is run, with no episode of anybody else's
     * @param ignored paths in an answer that may differ
     */
    public Replay(Environment<GenericAction, GenericObservation, ?> environment, Set<String> ignored) {
        this.environment = environment;
        this.ignored = Set.copyOf(ignored);
    }

    /**
     * Asks again what a line asked, and compares.
     *
     * @param line the line
     * @return where the answer differs; nothing if it is the same
     */
    public List<Difference> again(Recording.Line line) {
        return Difference.between(line.answer(), answer(line), ignored);
    }

    private Map<String, @Nullable Object> answer(Recording.Line line) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        try {
            StepResult<GenericObservation> result = line.isReset()
                    ? environment.reset(resetOptions(line.options()))
                    : environment.step(new GenericAction(line.action()), stepOptions(line.options()));
            Map<String, @Nullable Object> observation =
                    new LinkedHashMap<>(result.observation().fields());
            if (!(line.answer().get("observation") instanceof Map<?, ?> recorded)
                    || !recorded.containsKey("metadata")) {
                observation.remove("metadata"); // it stands beside it, too
            }
            answer.put("observation", plain(observation));
            answer.put("reward", result.reward());
            answer.put("done", result.done());
            answer.put("metadata", plain(result.metadata()));
        } catch (OpenEnvException refused) {
            answer.put("error", refused.code().name());
        }
        return answer;
    }

    private static @Nullable Object plain(Object value) {
        return WireCodec.readValue(WireCodec.writeValue(value));
    }

    private static ResetOptions resetOptions(Map<String, Object> fields) {
        ResetOptions options = ResetOptions.none();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            Object value = field.getValue();
            if (field.getKey().equals("seed") && value instanceof Number seed) {
                options = options.withSeed(seed.longValue());
            } else if (field.getKey().equals("episode_id") && value instanceof String id) {
                options = options.withEpisodeId(id);
            } else {
                options = options.withExtra(field.getKey(), value);
            }
        }
        return options;
    }

    private static StepOptions stepOptions(Map<String, Object> fields) {
        StepOptions options = StepOptions.none();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            options = field.getKey().equals("timeout_s") && field.getValue() instanceof Number seconds
                    ? options.withTimeout(Duration.ofNanos(Math.max(1, (long) (seconds.doubleValue() * 1e9))))
                    : options.withExtra(field.getKey(), field.getValue());
        }
        return options;
    }
}
