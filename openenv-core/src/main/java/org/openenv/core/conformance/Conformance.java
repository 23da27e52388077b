package org.openenv.core.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Check.Scope;
import org.openenv.core.conformance.check.Level;
import org.openenv.core.conformance.check.Outcome;
import org.openenv.core.conformance.server.ActionTrial;
import org.openenv.core.conformance.server.ServerChecks;
import org.openenv.core.conformance.server.ServerUnderTest;
import org.openenv.core.wire.WireCodec;

/**
 * Puts a running OpenEnv server, of any implementation, to the checks: {@code
 * Conformance.of(URI.create("http://localhost:8000")).run()}. Immutable.
 *
 * @param server where it answers
 * @param action an action that the environment accepts as the first and the second of an episode and that does not end it,
 *     as JSON text; {@code null} to make one from the schema
 * @param headers what to send along with each request, such as {@code Authorization}; possibly empty
 * @param patience how long an answer may take, positive
 * @param strict whether to ask for what this project promises beyond the protocol
 * @param level how far to go
 */
public record Conformance(
        URI server,
        @Nullable String action,
        Map<String, String> headers,
        Duration patience,
        boolean strict,
        Level level) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the action is no JSON object
     */
    public Conformance {
        if (action != null && !isObject(action)) {
            throw new IllegalArgumentException("the action must be a JSON object, was '" + action + "'");
        }
        headers = Map.copyOf(headers);
    }

    /**
     * Returns the checks of a server, with an action made from its schema and 60 s for each answer.
     *
     * @param server where it answers
     * @return the checks
     */
    public static Conformance of(URI server) {
        return new Conformance(server, null, Map.of(), PATIENCE, false, Level.RUNTIME);
    }

    /**
     * Returns these checks with an action.
     *
     * @param json an action that the environment accepts, a JSON object
     * @return the copy
     */
    public Conformance withAction(String json) {
        return new Conformance(server, json, headers, patience, strict, level);
    }

    /**
     * Returns these checks with what this project promises beyond the protocol.
     *
     * @return the copy
     */
    public Conformance asStrict() {
        return new Conformance(server, action, headers, patience, true, level);
    }

    /**
     * Returns these checks up to a level.
     *
     * @param limit how far to go
     * @return the copy
     */
    public Conformance upTo(Level limit) {
        return new Conformance(server, action, headers, patience, strict, limit);
    }

    private static boolean isObject(String json) {
        try {
            return WireCodec.readValue(json) instanceof Map;
        } catch (RuntimeException noJson) {
            return false;
        }
    }

    /**
     * Makes the checks. Takes as long as the server needs to answer; opens sessions up to its capacity.
     *
     * @return how they went; an outcome named {@code action} tells which action was used, once for all that need one
     * @throws IllegalArgumentException if the address is none
     */
    public Report run() {
        List<Outcome> outcomes = new ArrayList<>();
        ServerUnderTest subject = new ServerUnderTest(server, null, headers, patience);
        try {
            if (level.includes(Level.RUNTIME)) {
                ActionTrial trial = ActionTrial.of(subject, action);
                outcomes.add(trial.outcome());
                subject = new ServerUnderTest(server, trial.action(), headers, patience);
            } else {
                subject.schema();
            }
        } catch (AssertionError noServer) {
            outcomes.add(new Outcome(
                    "answers", "The server answers.", Outcome.Verdict.FAIL, String.valueOf(noServer.getMessage())));
            return new Report(server.toString(), outcomes);
        }
        for (Check<ServerUnderTest> check : ServerChecks.withEnvironment()) {
            put(subject, check, outcomes);
        }
        return new Report(server.toString(), outcomes);
    }

    private void put(ServerUnderTest subject, Check<ServerUnderTest> check, List<Outcome> outcomes) {
        if (!level.includes(check.level())) {
            return;
        }
        outcomes.add(
                check.scope() == Scope.STRICT && !strict
                        ? new Outcome(
                                check.name(),
                                check.promise(),
                                Outcome.Verdict.SKIPPED,
                                "the protocol does not ask for it; strict checks do")
                        : check.run(subject));
    }
}
