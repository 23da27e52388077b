package org.openenv.coding.server.transform;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.core.StepResult;
import org.openenv.core.Transform;

/**
 * Adds a penalty to a step whose program contains a dangerous pattern, and names the first such pattern in the metadata.
 * It reads the text only, comments and strings included, and never keeps a program from running.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CodeSafetyTransform implements Transform<CodeAction, CodeObservation> {

    /** The metadata entry that names the pattern found. */
    public static final String SAFETY_VIOLATION = "safety_violation";

    /** The patterns looked for unless others are given, in this order. */
    public static final List<String> DEFAULT_PATTERNS =
            List.of("import\\s+os", "import\\s+subprocess", "eval\\(", "exec\\(", "__import__", "open\\(");

    /** What a violation adds to the reward unless told otherwise. */
    public static final double DEFAULT_PENALTY = -1.0;

    private final List<Rule> rules;
    private final double penalty;

    /** Makes a transform with the default patterns and penalty. */
    public CodeSafetyTransform() {
        this(DEFAULT_PATTERNS, DEFAULT_PENALTY);
    }

    /**
     * Makes a transform.
     *
     * @param patterns regular expressions of {@link Pattern}, searched for anywhere in the program in this order; {@code
     *     \s} matches what it matches in Python
     * @param penalty what a violation adds to the reward, finite
     * @throws IllegalArgumentException if a pattern is no regular expression or the penalty is not finite
     */
    public CodeSafetyTransform(List<String> patterns, double penalty) {
        this.rules = patterns.stream()
                .map(regex -> new Rule(regex, PythonText.compile(regex)))
                .toList();
        this.penalty = Rewards.requireFinite("penalty", penalty);
    }

    @Override
    public StepResult<CodeObservation> onStep(CodeAction action, StepResult<CodeObservation> result) {
        return violation(action.code())
                .map(regex -> result.plusReward(penalty).withMetadata(SAFETY_VIOLATION, regex))
                .orElseGet(() -> result.plusReward(0.0));
    }

    private Optional<String> violation(String code) {
        return rules.stream()
                .filter(rule -> rule.pattern().matcher(code).find())
                .map(Rule::regex)
                .findFirst();
    }

    private record Rule(String regex, Pattern pattern) {}
}
