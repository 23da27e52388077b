package org.openenv.core.conformance.check;

import java.util.function.Consumer;

/**
 * One promise and how it is put to the test.
 *
 * @param name a short name of the check, in kebab case
 * @param promise what is promised, a sentence
 * @param scope who promises it
 * @param level from which level on it is made
 * @param body looks at a subject; throws an {@link AssertionError} that says what was expected and what was found, or a
 *     {@link NotApplicableException}
 * @param <T> what is looked at
 */
public record Check<T>(String name, String promise, Scope scope, Level level, Consumer<T> body) {

    /** Who makes a promise. */
    public enum Scope {
        /** Every OpenEnv server. */
        PROTOCOL,
        /** This project's environments and host, beyond what the protocol asks. */
        STRICT
    }

    /**
     * Makes a check of {@link Level#RUNTIME}.
     *
     * @param name a short name of the check, in kebab case
     * @param promise what is promised, a sentence
     * @param scope who promises it
     * @param body looks at a subject
     */
    public Check(String name, String promise, Scope scope, Consumer<T> body) {
        this(name, promise, scope, Level.RUNTIME, body);
    }

    /**
     * Puts a subject to this check.
     *
     * @param subject what to look at
     * @return how it went; whatever the subject throws is a failure
     */
    public Outcome run(T subject) {
        try {
            body.accept(subject);
            return new Outcome(name, promise, Outcome.Verdict.PASS, "");
        } catch (NotApplicableException reason) {
            return new Outcome(name, promise, Outcome.Verdict.SKIPPED, String.valueOf(reason.getMessage()));
        } catch (AssertionError broken) {
            return new Outcome(name, promise, Outcome.Verdict.FAIL, String.valueOf(broken.getMessage()));
        } catch (RuntimeException failure) {
            return new Outcome(name, promise, Outcome.Verdict.FAIL, failure.toString());
        }
    }
}
