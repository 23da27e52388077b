package org.openenv.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;

class TransformTest {

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    /** Adds a mark to the order of what ran. */
    private static Transform<Say, Heard> mark(String name) {
        return new Transform<>() {
            @Override
            public StepResult<Heard> onStep(Say action, StepResult<Heard> result) {
                return result.withMetadata("order", result.metadata().getOrDefault("order", "") + name + action.text());
            }

            @Override
            public StepResult<Heard> onReset(StepResult<Heard> result) {
                return result.withMetadata("reset", result.metadata().getOrDefault("reset", "") + name);
            }
        };
    }

    @Test
    void rewritesStepsAndResetsInOrder() {
        try (var environment =
                provider.create(EnvironmentConfig.empty()).with(mark("1").andThen(mark("2")))) {
            assertThat(environment.reset().metadata()).containsEntry("reset", "12");
            assertThat(environment.step(new Say("a", null)).metadata()).containsEntry("order", "1a2a");
            assertThat(environment.state().stepCount()).isEqualTo(1);
        }
        assertThat(provider.open()).isZero();
    }

    @Test
    void leavesResetsAloneUnlessToldOtherwise() {
        Transform<Say, Heard> reward = (action, result) -> result.plusReward(1);
        try (var environment = provider.create(EnvironmentConfig.empty()).with(reward)) {
            assertThat(environment.reset().reward()).isEqualTo(0.0);
            assertThat(environment.step(new Say("a", null)).reward()).isEqualTo(1.1);
        }
    }

    @Test
    void aTransformGoesWithEachCopyOrSaysThatItCanNot() {
        Transform<Say, Heard> reward = (action, result) -> result.plusReward(1);
        try (var environment = provider.create(EnvironmentConfig.empty()).with(reward.andThen(new Counting(0)))) {
            environment.step(new Say("a", null));
            var copies = environment.fork(2);
            environment.step(new Say("b", null));
            assertThat(copies.get(0).step(new Say("c", null)).metadata()).containsEntry("count", 2);
            assertThat(copies.get(0).step(new Say("d", null)).metadata()).containsEntry("count", 3);
            assertThat(copies.get(1).step(new Say("e", null)).metadata()).containsEntry("count", 2);
            assertThat(copies.get(1).step(new Say("e", null)).reward()).isEqualTo(1.1);
            assertThat(copies.get(1).forkedFrom()).isPresent();
            copies.forEach(Environment::close);
            var marked = environment.with(mark("m"));
            assertThatThrownBy(() -> marked.fork(1))
                    .isInstanceOf(OpenEnvException.class)
                    .hasMessageContaining("remembers something of the episode")
                    .hasMessageContaining("give it a copy()");
        }
        assertThat(provider.open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransformedEnvironment", "host.session.CopiedEnvironment", "host.session.LentEnvironment"})
    void whatStandsBeforeAnEnvironmentPassesEverythingOn(String wrapper) throws ClassNotFoundException {
        Class<?> type = Class.forName("org.openenv.core." + wrapper);
        for (Method method : Environment.class.getMethods()) {
            boolean shorter =
                    (method.getParameterCount() == 0 && method.getName().equals("reset"))
                            || (method.getParameterCount() == 1
                                    && List.of("step", "fork", "with").contains(method.getName()));
            assertThat(shorter || declares(type, method))
                    .as("%s in %s", method, type)
                    .isTrue();
        }
    }

    private static boolean declares(Class<?> type, Method method) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }

    /** Counts the steps of an episode. */
    private static final class Counting implements Transform<Say, Heard> {

        private int count;

        Counting(int count) {
            this.count = count;
        }

        @Override
        public StepResult<Heard> onStep(Say action, StepResult<Heard> result) {
            return result.withMetadata("count", ++count);
        }

        @Override
        public StepResult<Heard> onReset(StepResult<Heard> result) {
            count = 0;
            return result;
        }

        @Override
        public Transform<Say, Heard> copy() {
            return new Counting(count);
        }
    }
}
