package org.openenv.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.EnvironmentProviders;

/**
 * What every environment owes its callers. A test class of an environment implements this interface, says how to make its
 * provider and one of its actions, and inherits the tests; each runs in process, and again through a host and a client.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public interface EnvironmentContract<A extends Action, O extends Observation, S extends State> {

    /** Where the environment under test runs. */
    enum Where {
        /** Called directly. */
        IN_PROCESS,
        /** Served by a host, called through a client. */
        THROUGH_HOST_AND_CLIENT
    }

    /**
     * Makes a provider of the environment under test.
     *
     * @return a new provider; the contract closes it
     */
    EnvironmentProvider<A, O, S> provider();

    /**
     * Makes an action that the environment accepts as the first of an episode and that does not end it.
     *
     * @return an action
     */
    A action();

    /**
     * Runs a check on a fresh environment.
     *
     * @param where in process, or through host and client
     * @param check what to do with it
     */
    default void with(Where where, Consumer<Environment<A, O, S>> check) {
        EnvironmentProvider<A, O, S> provider = provider();
        if (where == Where.THROUGH_HOST_AND_CLIENT) {
            try (HostedEnvironment<A, O, S> hosted = HostedEnvironment.serve(provider)) {
                check.accept(hosted.connect());
            }
            return;
        }
        try (provider) {
            provider.start();
            try (Environment<A, O, S> environment = provider.create(EnvironmentConfig.empty())) {
                check.accept(environment);
            }
        }
    }

    /** A provider that is not named in {@code META-INF/services} is served by nobody. */
    @Test
    default void isFoundByItsName() {
        try (EnvironmentProvider<A, O, S> expected = provider();
                EnvironmentProvider<?, ?, ?> found =
                        EnvironmentProviders.named(expected.metadata().name())) {
            assertThat(found).hasSameClassAs(expected);
        }
    }

    /** The state before the first reset names no episode. */
    @ParameterizedTest
    @EnumSource
    default void hasNoEpisodeBeforeTheFirstReset(Where where) {
        with(where, environment -> {
            assertThat(environment.state().episodeId()).isNull();
            assertThat(environment.state().stepCount()).isZero();
        });
    }

    /** An agent that forgets to reset still gets an answer. */
    @ParameterizedTest
    @EnumSource
    default void stepsBeforeTheFirstReset(Where where) {
        with(where, environment -> {
            assertThat(environment.step(action()).observation()).isNotNull();
            assertThat(environment.state().stepCount()).isEqualTo(1);
        });
    }

    /** Episodes can be told apart. */
    @ParameterizedTest
    @EnumSource
    default void makesAnEpisodeIdOfItsOwnAtEachReset(Where where) {
        with(where, environment -> {
            environment.reset();
            String first = environment.state().episodeId();
            environment.reset();
            assertThat(first).isNotBlank();
            assertThat(environment.state().episodeId()).isNotBlank().isNotEqualTo(first);
        });
    }

    /** A trainer finds its episodes again by the names it gave them. */
    @ParameterizedTest
    @EnumSource
    default void keepsTheEpisodeIdAskedFor(Where where) {
        with(where, environment -> {
            environment.reset(ResetOptions.none().withEpisodeId("episode-7"));
            environment.step(action());
            assertThat(environment.state().episodeId()).isEqualTo("episode-7");
        });
    }

    /** Each step counts, and a reset starts anew. */
    @ParameterizedTest
    @EnumSource
    default void countsStepsFromTheReset(Where where) {
        with(where, environment -> {
            environment.reset();
            environment.step(action());
            environment.step(action());
            assertThat(environment.state().stepCount()).isEqualTo(2);
            environment.reset();
            assertThat(environment.state().stepCount()).isZero();
        });
    }

    /** Asking for the state changes nothing. */
    @ParameterizedTest
    @EnumSource
    default void tellsTheSameStateTwice(Where where) {
        with(where, environment -> {
            environment.reset();
            environment.step(action());
            assertThat(environment.state()).isEqualTo(environment.state());
        });
    }

    /** A reset does not end the episode it starts. */
    @ParameterizedTest
    @EnumSource
    default void isNotDoneAfterAReset(Where where) {
        with(where, environment -> {
            StepResult<O> result = environment.reset();
            assertThat(result.done()).isFalse();
            assertThat(result.observation()).isNotNull();
        });
    }

    /** A seed decides the first observation, the reward and the end of the first step. */
    @ParameterizedTest
    @EnumSource
    default void answersTheSameToTheSameSeed(Where where) {
        with(where, environment -> {
            StepResult<O> reset = environment.reset(ResetOptions.none().withSeed(42));
            StepResult<O> step = environment.step(action());
            StepResult<O> resetAgain = environment.reset(ResetOptions.none().withSeed(42));
            StepResult<O> stepAgain = environment.step(action());
            assertThat(resetAgain.observation()).isEqualTo(reset.observation());
            assertThat(stepAgain.reward()).isEqualTo(step.reward());
            assertThat(stepAgain.done()).isEqualTo(step.done());
        });
    }

    /** Parameters of a reset that the environment does not know are no error. */
    @ParameterizedTest
    @EnumSource
    default void ignoresResetParametersItDoesNotKnow(Where where) {
        with(
                where,
                environment -> assertThat(
                                environment.reset(ResetOptions.none().withExtra("nobody_knows_this_parameter", true)))
                        .isNotNull());
    }

    /** Closing twice is no error. */
    @ParameterizedTest
    @EnumSource
    default void closesTwice(Where where) {
        with(where, environment -> {
            environment.reset();
            environment.close();
            environment.close();
        });
    }

    /** Two sessions of one provider know nothing of each other. */
    @Test
    default void keepsSessionsApart() {
        try (EnvironmentProvider<A, O, S> provider = provider()) {
            if (!provider.supportsConcurrentSessions()) {
                return;
            }
            provider.start();
            try (Environment<A, O, S> one = provider.create(EnvironmentConfig.empty());
                    Environment<A, O, S> other = provider.create(EnvironmentConfig.empty())) {
                one.reset(ResetOptions.none().withEpisodeId("one"));
                other.reset(ResetOptions.none().withEpisodeId("other"));
                one.step(action());
                assertThat(one.state().stepCount()).isEqualTo(1);
                assertThat(other.state().stepCount()).isZero();
                assertThat(other.state().episodeId()).isEqualTo("other");
            }
        }
    }
}
