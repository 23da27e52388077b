package org.openenv.core.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Environment;
import org.openenv.core.OpenEnvException;
import org.openenv.core.conformance.Check.Scope;
import org.openenv.core.conformance.RemoteEnvironment.RawAction;
import org.openenv.core.conformance.RemoteEnvironment.RawObservation;
import org.openenv.core.conformance.RemoteEnvironment.RawState;

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
 */
public record Conformance(
        URI server, @Nullable String action, Map<String, String> headers, Duration patience, boolean strict) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Copies. */
    public Conformance {
        headers = Map.copyOf(headers);
    }

    /**
     * Returns the checks of a server, with an action made from its schema and 60 s for each answer.
     *
     * @param server where it answers
     * @return the checks
     */
    public static Conformance of(URI server) {
        return new Conformance(server, null, Map.of(), PATIENCE, false);
    }

    /**
     * Returns these checks with an action.
     *
     * @param json an action that the environment accepts, a JSON object
     * @return the copy
     */
    public Conformance withAction(String json) {
        return new Conformance(server, json, headers, patience, strict);
    }

    /**
     * Returns these checks with what this project promises beyond the protocol.
     *
     * @return the copy
     */
    public Conformance asStrict() {
        return new Conformance(server, action, headers, patience, true);
    }

    /**
     * Makes the checks. Takes as long as the server needs to answer; opens sessions up to its capacity.
     *
     * @return how they went
     * @throws IllegalArgumentException if the address is none
     */
    public Report run() {
        ServerUnderTest plain = new ServerUnderTest(server, "{}", headers, patience);
        List<Outcome> outcomes = new ArrayList<>();
        ServerUnderTest subject;
        try {
            subject = new ServerUnderTest(server, action == null ? SampleAction.of(plain) : action, headers, patience);
        } catch (AssertionError | OpenEnvException noServer) {
            outcomes.add(new Outcome(
                    "answers", "The server answers.", Outcome.Verdict.FAIL, String.valueOf(noServer.getMessage())));
            return new Report(server.toString(), outcomes);
        }
        EnvironmentUnderTest<RawAction, RawObservation, RawState> environment = remote(subject);
        EnvironmentChecks.<RawAction, RawObservation, RawState>all()
                .forEach(check -> outcomes.add(run(check, environment)));
        ServerChecks.all().forEach(check -> outcomes.add(run(check, subject)));
        return new Report(server.toString(), outcomes);
    }

    private <T> Outcome run(Check<T> check, T subject) {
        if (check.scope() == Scope.STRICT && !strict) {
            return new Outcome(
                    check.name(),
                    check.promise(),
                    Outcome.Verdict.NOT_APPLICABLE,
                    "the protocol does not ask for it; strict checks do");
        }
        return check.run(subject);
    }

    private static EnvironmentUnderTest<RawAction, RawObservation, RawState> remote(ServerUnderTest server) {
        return new EnvironmentUnderTest<>() {
            @Override
            public Environment<RawAction, RawObservation, RawState> open() {
                return new RemoteEnvironment(server.open());
            }

            @Override
            public RawAction action() {
                return new RawAction(server.action());
            }
        };
    }
}
