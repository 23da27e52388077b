package org.openenv.core.conformance.check;

import java.util.List;
import java.util.function.BiConsumer;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.conformance.check.Check.Scope;

/** What every environment owes its callers: the same checks in process, through host and client, and over any wire. */
public final class EnvironmentChecks {

    private static final ResetOptions SEEDED = ResetOptions.none().withSeed(42);

    private EnvironmentChecks() {}

    /**
     * Returns the checks.
     *
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the checks, each of which opens the environments it needs
     */
    public static <A extends Action, O extends Observation, S extends State>
            List<Check<EnvironmentUnderTest<A, O, S>>> all() {
        return List.of(
                strict(
                        "names-no-episode-before-reset",
                        "Before the first reset the state names no episode.",
                        (e, a) -> Expect.equal("episode_id", null, e.state().episodeId())),
                check(
                        "counts-no-step-before-reset",
                        "Before the first reset the state counts no step.",
                        (e, a) -> Expect.equal("step_count", 0, e.state().stepCount())),
                strict("steps-before-reset", "A step before the first reset is answered and counted.", (e, a) -> {
                    e.step(a);
                    Expect.equal("step_count", 1, e.state().stepCount());
                }),
                check(
                        "is-not-done-after-reset",
                        "A reset does not end the episode it starts.",
                        (e, a) -> Expect.equal("done", false, e.reset().done())),
                check("names-each-episode", "Each reset makes an episode id of its own.", EnvironmentChecks::namesEach),
                check("keeps-the-episode-id", "An episode keeps the id it was asked for.", (e, a) -> {
                    e.reset(ResetOptions.none().withEpisodeId("episode-7"));
                    e.step(a);
                    Expect.equal("episode_id", "episode-7", e.state().episodeId());
                }),
                check("counts-steps", "The state counts the steps since the reset.", EnvironmentChecks::countsSteps),
                check("tells-the-same-state-twice", "Asking for the state changes nothing.", (e, a) -> {
                    e.reset();
                    e.step(a);
                    Expect.equal("the state asked for twice", e.state(), e.state());
                }),
                check("rewards-finitely", "A reward is a finite number or null.", (e, a) -> {
                    finite(e.reset());
                    finite(e.step(a));
                }),
                check("repeats-itself", "The same seed gives the same episode.", EnvironmentChecks::repeatsItself),
                check(
                        "ignores-unknown-parameters",
                        "A reset with parameters nobody knows is no error.",
                        (e, a) -> e.reset(ResetOptions.none().withExtra("nobody_knows_this_parameter", true))),
                check("closes-twice", "Closing again does nothing.", (e, a) -> {
                    e.reset();
                    e.close();
                    e.close();
                }),
                new Check<>(
                        "keeps-sessions-apart",
                        "Two sessions know nothing of each other.",
                        Scope.PROTOCOL,
                        EnvironmentChecks::keepsSessionsApart));
    }

    private static <A extends Action, O extends Observation, S extends State>
            Check<EnvironmentUnderTest<A, O, S>> check(
                    String name, String promise, BiConsumer<Environment<A, O, S>, A> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, subject -> withOne(subject, body));
    }

    private static <A extends Action, O extends Observation, S extends State>
            Check<EnvironmentUnderTest<A, O, S>> strict(
                    String name, String promise, BiConsumer<Environment<A, O, S>, A> body) {
        return new Check<>(name, promise, Scope.STRICT, subject -> withOne(subject, body));
    }

    private static <A extends Action, O extends Observation, S extends State> void withOne(
            EnvironmentUnderTest<A, O, S> subject, BiConsumer<Environment<A, O, S>, A> body) {
        try (Environment<A, O, S> environment = subject.open()) {
            body.accept(environment, subject.action());
        }
    }

    private static <A extends Action> void namesEach(Environment<A, ?, ?> environment, A action) {
        environment.reset();
        String first = environment.state().episodeId();
        environment.reset();
        String second = environment.state().episodeId();
        Expect.that(first != null && !first.isBlank(), "an episode id", first);
        Expect.that(second != null && !second.isBlank() && !second.equals(first), "a new episode id", second);
    }

    private static <A extends Action> void countsSteps(Environment<A, ?, ?> environment, A action) {
        environment.reset();
        if (environment.step(action).done()) {
            throw new NotApplicableException("the action ends the episode at once");
        }
        environment.step(action);
        Expect.equal("step_count after two steps", 2, environment.state().stepCount());
        environment.reset();
        Expect.equal("step_count after a reset", 0, environment.state().stepCount());
    }

    private static void finite(StepResult<?> result) {
        Double reward = result.reward();
        Expect.that(reward == null || Double.isFinite(reward), "a finite reward or none", reward);
    }

    private static <A extends Action, O extends Observation> void repeatsItself(
            Environment<A, O, ?> environment, A action) {
        StepResult<O> reset = environment.reset(SEEDED);
        StepResult<O> step = environment.step(action);
        StepResult<O> resetAgain = environment.reset(SEEDED);
        StepResult<O> stepAgain = environment.step(action);
        Expect.equal("the second first observation", reset.observation(), resetAgain.observation());
        Expect.equal("the second reward of the first step", step.reward(), stepAgain.reward());
        Expect.equal("the second done of the first step", step.done(), stepAgain.done());
    }

    private static <A extends Action, O extends Observation, S extends State> void keepsSessionsApart(
            EnvironmentUnderTest<A, O, S> subject) {
        try (Environment<A, O, S> one = subject.open();
                Environment<A, O, S> other = subject.open()) {
            one.reset(ResetOptions.none().withEpisodeId("one"));
            other.reset(ResetOptions.none().withEpisodeId("other"));
            String named = other.state().episodeId();
            one.step(subject.action());
            Expect.equal(
                    "step_count of the session that stepped", 1, one.state().stepCount());
            Expect.equal("step_count of the other session", 0, other.state().stepCount());
            Expect.equal("episode_id of the other session", named, other.state().episodeId());
        }
    }
}
