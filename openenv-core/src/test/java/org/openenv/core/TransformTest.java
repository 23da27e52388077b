package org.openenv.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
