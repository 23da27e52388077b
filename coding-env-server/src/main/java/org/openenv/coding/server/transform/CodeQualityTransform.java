package org.openenv.coding.server.transform;

import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.core.StepResult;
import org.openenv.core.Transform;

/**
 * Adds a bonus to the step of a short program and a penalty to one whose text is not Python.
 *
 * <p>The length is counted as Python's {@code len(code.strip())} does: in code points, without the white space around
 * them. That the text is not Python is read from the result's metadata, where the environment says {@value
 * #SYNTAX_ERROR}: {@code true}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CodeQualityTransform implements Transform<CodeAction, CodeObservation> {

    /** The metadata entry that is {@code true} in the result of a program whose text is not Python. */
    public static final String SYNTAX_ERROR = "syntax_error";

    /** The length up to which a program is short unless told otherwise. */
    public static final int DEFAULT_MAX_LENGTH = 100;

    /** What a short program adds to the reward unless told otherwise. */
    public static final double DEFAULT_CONCISE_BONUS = 0.1;

    /** What a syntax error adds to the reward unless told otherwise. */
    public static final double DEFAULT_SYNTAX_PENALTY = -0.2;

    private final int maxLength;
    private final double conciseBonus;
    private final double syntaxPenalty;

    /** Makes a transform with the default threshold, bonus and penalty. */
    public CodeQualityTransform() {
        this(DEFAULT_MAX_LENGTH, DEFAULT_CONCISE_BONUS, DEFAULT_SYNTAX_PENALTY);
    }

    /**
     * Makes a transform.
     *
     * @param maxLength the length up to which a program is short, in code points, zero or more
     * @param conciseBonus what a short program adds to the reward, finite
     * @param syntaxPenalty what a syntax error adds to the reward, finite
     * @throws IllegalArgumentException if the length is negative or a reward not finite
     */
    public CodeQualityTransform(int maxLength, double conciseBonus, double syntaxPenalty) {
        if (maxLength < 0) {
            throw new IllegalArgumentException("maxLength must be zero or more, was " + maxLength);
        }
        this.maxLength = maxLength;
        this.conciseBonus = Rewards.requireFinite("conciseBonus", conciseBonus);
        this.syntaxPenalty = Rewards.requireFinite("syntaxPenalty", syntaxPenalty);
    }

    @Override
    public StepResult<CodeObservation> onStep(CodeAction action, StepResult<CodeObservation> result) {
        double quality = 0.0;
        if (PythonText.strippedLength(action.code()) <= maxLength) {
            quality += conciseBonus;
        }
        if (Boolean.TRUE.equals(result.metadata().get(SYNTAX_ERROR))) {
            quality += syntaxPenalty;
        }
        return result.plusReward(quality);
    }
}
