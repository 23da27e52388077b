package org.openenv.core.rollout;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepResult;
import org.openenv.core.wire.WireCodec;

/**
 * What came of one episode. Immutable.
 *
 * @param prompt what it was about
 * @param index which of the prompts that was, from 0
 * @param sample which of the prompt's samples, from 0
 * @param attempts how often it was begun, 1 unless a connection was lost
 * @param start what its reset returned, or {@code null} if it got no further than that
 * @param turns its steps
 * @param ending why it ended
 * @param failure what failed, if something did, else {@code null}
 * @param duration how long it took, from the reset on, the last attempt only
 * @param <P> what an episode is about
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 */
public record Rollout<P, A extends Action, O extends Observation>(
        P prompt,
        int index,
        int sample,
        int attempts,
        @Nullable StepResult<O> start,
        List<Turn<A, O>> turns,
        Ending ending,
        @Nullable Throwable failure,
        Duration duration) {

    /** Copies. */
    public Rollout {
        turns = List.copyOf(turns);
    }

    /**
     * Returns the sum of the rewards of all steps and of the reset; no reward counts as zero.
     *
     * @return the episode's return
     */
    public double totalReward() {
        double first = start == null ? 0 : Objects.requireNonNullElse(start.reward(), 0.0);
        return first
                + turns.stream()
                        .mapToDouble(
                                turn -> Objects.requireNonNullElse(turn.result().reward(), 0.0))
                        .sum();
    }

    /**
     * Returns the episode as one line of JSON, its records as the wire has them.
     *
     * @return an object with {@code prompt}, {@code index}, {@code sample}, {@code attempts}, {@code ending}, {@code
     *     total_reward}, {@code duration_s}, {@code start}, {@code steps} and {@code error}
     * @throws OpenEnvException with {@code EXECUTION_ERROR} if the prompt is nothing that JSON knows
     */
    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", prompt);
        fields.put("index", index);
        fields.put("sample", sample);
        fields.put("attempts", attempts);
        fields.put("ending", ending.name());
        fields.put("total_reward", totalReward());
        fields.put("duration_s", duration.toNanos() / 1e9);
        fields.put("start", start == null ? null : fields(start));
        fields.put("steps", turns.stream().map(Rollout::fields).toList());
        fields.put("error", failure == null ? null : String.valueOf(failure.getMessage()));
        return WireCodec.writeValue(fields);
    }

    private static Map<String, Object> fields(Turn<?, ?> turn) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("action", turn.action());
        fields.putAll(fields(turn.result()));
        return fields;
    }

    private static Map<String, Object> fields(StepResult<?> result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("observation", result.observation());
        fields.put("reward", result.reward());
        fields.put("done", result.done());
        fields.put("metadata", result.metadata());
        return fields;
    }

    /** Whether it is worth to begin it anew elsewhere. */
    boolean isLost() {
        return failure instanceof OpenEnvException known
                && (known.code() == ErrorCode.CONNECTION_LOST || known.code() == ErrorCode.SESSION_ERROR);
    }
}
