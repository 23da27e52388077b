package org.openenv.core.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepResult;

/**
 * What came of several steps. Immutable.
 *
 * @param results of those that were taken, in order: fewer than were asked for if one of them ended the episode, told an error
 *     that was to stop them, or failed
 * @param failure why the step behind the results failed, or {@code null} if none did
 * @param <O> the environment's observations
 */
public record TakenSteps<O extends Observation>(
        List<StepResult<O>> results, @Nullable OpenEnvException failure) {

    /** Copies. */
    public TakenSteps {
        results = List.copyOf(results);
    }
}
