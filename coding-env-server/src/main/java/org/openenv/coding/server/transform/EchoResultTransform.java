package org.openenv.coding.server.transform;

import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.core.StepResult;
import org.openenv.core.Transform;

/**
 * Puts the value of a program's last expression after its output, in a line of its own, as the interactive interpreter
 * does. The value is read from the metadata, where the environment writes it as {@value #RESULT}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class EchoResultTransform implements Transform<CodeAction, CodeObservation> {

    /** The metadata entry with the value of the last expression, as {@code repr} shows it. */
    public static final String RESULT = "result";

    /** Makes a transform. */
    public EchoResultTransform() {}

    @Override
    public StepResult<CodeObservation> onStep(CodeAction action, StepResult<CodeObservation> result) {
        Object value = result.metadata().get(RESULT);
        if (value == null) {
            return result;
        }
        CodeObservation seen = result.observation();
        var echoed = new CodeObservation(seen.stdout() + value + "\n", seen.stderr(), seen.exitCode());
        return new StepResult<>(echoed, result.reward(), result.done(), result.metadata());
    }
}
