package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.server.python.Guard;
import org.openenv.coding.server.python.GuardReport;
import org.openenv.core.spi.EnvironmentConfig;

class CodingEnvironmentProviderTest {

    private final FakeExecutor executor = new FakeExecutor();
    private final CodingEnvironmentProvider provider =
            new CodingEnvironmentProvider(CodingConfig.defaults(), executor::started);

    @Test
    void startsOneExecutorForAllItsEnvironments() {
        assertThat(executor.starts).isZero();
        provider.start();
        provider.create(EnvironmentConfig.empty()).step(new CodeAction("1"));
        provider.create(EnvironmentConfig.empty()).step(new CodeAction("1"));

        assertThat(executor.starts).isEqualTo(1);
        assertThat(executor.opened).hasSize(2);
    }

    @Test
    void startsItWithTheFirstEnvironmentAtTheLatest() {
        provider.create(EnvironmentConfig.empty());

        assertThat(executor.starts).isEqualTo(1);
    }

    @Test
    void givesEachEpisodeItsLimits() {
        var environment = provider.create(EnvironmentConfig.empty());
        environment.reset();

        assertThat(executor.last().limits).isEqualTo(CodingConfig.defaults().limits());
    }

    @Test
    void rewardsStepsUnlessToldNotTo() {
        assertThat(provider.create(EnvironmentConfig.empty())
                        .step(new CodeAction("import os"))
                        .reward())
                .isEqualTo(-0.9);

        try (var plain = new CodingEnvironmentProvider(CodingConfig.defaults().withRewards(false), executor::started)) {
            assertThat(plain.create(EnvironmentConfig.empty())
                            .step(new CodeAction("import os"))
                            .reward())
                    .isNull();
        }
    }

    @Test
    void tellsThePythonAndItsGuards() {
        executor.guards =
                new GuardReport("user", List.of(new Guard("a", true, null, null), new Guard("b", false, "why", "how")));

        assertThat(provider.guards())
                .isEqualTo(Map.of(
                        "python",
                        "Fake 0.0",
                        "rung",
                        "user",
                        "guards",
                        List.of(
                                Map.of("name", "a", "in_force", true),
                                Map.of("name", "b", "in_force", false, "reason", "why", "remedy", "how"))));
    }

    @Test
    void closesTheExecutorAndMakesNoMoreEnvironments() {
        provider.start();
        provider.close();
        provider.close();

        assertThat(executor.closed).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> provider.create(EnvironmentConfig.empty()));
    }
}
