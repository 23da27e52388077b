package org.openenv.core.conformance.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.NotApplicableException;
import org.openenv.core.conformance.check.Outcome;
import org.openenv.core.conformance.check.Outcome.Verdict;
import org.openenv.core.conformance.schema.SchemaSample;
import org.openenv.core.conformance.schema.SchemaSample.NoSampleException;
import org.openenv.core.wire.WireCodec;

/**
 * An action for the checks, given or made from the server's schema, and how the environment took it.
 *
 * @param action what the checks may use; {@code null} if the environment refused it, or none could be made
 * @param outcome what is said of it, once
 */
public record ActionTrial(@Nullable String action, Outcome outcome) {

    /** The name of the outcome. */
    public static final String NAME = "action";

    private static final String PROMISE = "An action is at hand that the environment takes.";

    /**
     * Returns an action, tried where episodes are to be had.
     *
     * @param server where to try it
     * @param given what the user says that the environment takes; {@code null} to make one
     * @return the action and how it was taken
     * @throws AssertionError if the server does not tell its schema
     */
    public static ActionTrial of(ServerUnderTest server, @Nullable String given) {
        Map<String, Object> schemas = server.schema();
        if (given != null) {
            String refusal = refusal(server, given);
            return refusal.isEmpty()
                    ? taken(given)
                    : new ActionTrial(
                            null, new Outcome(NAME, PROMISE, Verdict.FAIL, "the action that was given is " + refusal));
        }
        try {
            String made = made(Expect.object("the schema of the action", schemas.get("action")));
            String refusal = refusal(server, made);
            return refusal.isEmpty()
                    ? taken(made)
                    : none("the one made from the schema, " + Expect.shorten(made) + ", is " + refusal);
        } catch (NoSampleException why) {
            return none("none could be made from the schema: " + why.getMessage());
        }
    }

    private static String made(Map<String, Object> schema) {
        Object value = SchemaSample.of(schema);
        if (!(value instanceof Map)) {
            throw new NoSampleException("it is not one of an object");
        }
        return WireCodec.writeValue(value);
    }

    private static ActionTrial taken(String action) {
        return new ActionTrial(action, new Outcome(NAME, PROMISE, Verdict.PASS, ""));
    }

    private static ActionTrial none(String why) {
        return new ActionTrial(
                null,
                new Outcome(
                        NAME,
                        PROMISE,
                        Verdict.SKIPPED,
                        why
                                + "; what needs an action was not checked: give one that the environment takes (--action)"));
    }

    /** Returns how an environment refuses an action; empty if it does not, or if there is no telling here. */
    private static String refusal(ServerUnderTest server, String action) {
        try {
            server.needsEpisodesOnSocket();
            try (Conversation conversation = server.open()) {
                conversation.ask(Messages.RESET);
                Map<String, Object> answer = conversation.ask(Messages.step(action));
                return Messages.errorCode(answer) == null
                        ? ""
                        : "refused: " + Expect.shorten(Expect.object("data", answer.get("data")));
            }
        } catch (NotApplicableException | AssertionError | OpenEnvException noTelling) {
            return "";
        }
    }
}
