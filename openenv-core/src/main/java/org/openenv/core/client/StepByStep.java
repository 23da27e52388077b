package org.openenv.core.client;

import java.util.ArrayList;
import java.util.List;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;

/** Several steps on a server that takes one at a time, with the outcome that one which takes several would give. */
final class StepByStep {

    private StepByStep() {}

    static <A extends Action, O extends Observation> TakenSteps<O> take(
            Environment<A, O, ?> environment, List<A> actions, StepOptions options, boolean stopOnError) {
        List<StepResult<O>> results = new ArrayList<>();
        for (A action : actions) {
            StepResult<O> result;
            try {
                result = environment.step(action, options);
            } catch (OpenEnvException failure) {
                if (failure.code() != ErrorCode.EXECUTION_ERROR) {
                    throw failure;
                }
                return new TakenSteps<>(results, failure);
            }
            results.add(result);
            if (result.done() || (stopOnError && result.metadata().get("error") != null)) {
                break;
            }
        }
        return new TakenSteps<>(results, null);
    }
}
