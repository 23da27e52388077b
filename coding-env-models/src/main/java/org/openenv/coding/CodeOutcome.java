package org.openenv.coding;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.StepResult;

/**
 * How a program ended and what came of it, typed: what a step's metadata tells. Immutable.
 *
 * <pre>{@code
 * CodeOutcome outcome = CodeOutcome.of(env.run("1 / 0"));
 * outcome.failure().ifPresent(failure -> retry(failure.type(), failure.line()));
 * }</pre>
 *
 * <p>A server that tells less, as the Python reference does, leaves these empty; what is of another kind than expected counts
 * as not told.
 *
 * @param cause why it ended
 * @param exitCode 0 when it ran to its end, 1 after an uncaught exception, n after {@code sys.exit(n)}, 124 when its time was
 *     up, 128+n when signal n killed it
 * @param stateLost whether variables, imports and processes are gone, so that the next program starts without
 * @param value the {@code repr} of the last expression
 * @param failure the exception that ended it
 * @param usage times and memory, where the episode asks for them
 * @param truncation how much it wrote, where that was cut
 * @param results what it displayed, the value of its last expression and its figures, in order, where the episode or step
 *     asks for them
 * @param resultsDropped how many results more there were than a step may have
 */
public record CodeOutcome(
        EndCause cause,
        int exitCode,
        boolean stateLost,
        Optional<String> value,
        Optional<ProgramFailure> failure,
        Optional<StepUsage> usage,
        Optional<Truncation> truncation,
        List<RichResult> results,
        int resultsDropped) {

    /** Checks and copies. */
    public CodeOutcome {
        Objects.requireNonNull(cause, "cause is required");
        results = List.copyOf(results);
    }

    /**
     * Reads what a step tells.
     *
     * @param result the step's result, of a server or of an environment in this process
     * @return what its metadata says, typed
     */
    public static CodeOutcome of(StepResult<CodeObservation> result) {
        var told = new Facts(result.metadata());
        return new CodeOutcome(
                EndCause.of(told.text("cause")),
                result.observation().exitCode(),
                told.truth("state_lost"),
                optional(told.text("result")),
                optional(ProgramFailure.of(told.map("error"))),
                optional(StepUsage.of(told.map("usage"))),
                optional(Truncation.of(told)),
                told.maps("results").stream().map(RichResult::of).toList(),
                (int) told.count("results_dropped"));
    }

    /**
     * Returns whether it ran to its end, or called {@code sys.exit} with nothing or zero.
     *
     * @return {@code false} after an exception, a limit, a signal
     */
    public boolean isSuccess() {
        return exitCode == 0;
    }

    /**
     * Returns the pictures among the results, such as figures, for a model that sees.
     *
     * @return one image of each result that has one, in order
     */
    public List<RichResult.Image> images() {
        return results.stream().flatMap(result -> result.asImage().stream()).toList();
    }

    private static <T> Optional<T> optional(@Nullable T value) {
        return Optional.ofNullable(value);
    }
}
