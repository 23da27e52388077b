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
        executor.guards = new GuardReport(
                "user", List.of(new Guard("landlock", true, null, null), new Guard("b", false, "why", "how")));

        Map<String, Object> facts = provider.guards();
        assertThat(facts).containsEntry("python", "Fake 0.0").containsEntry("rung", "user");
        assertThat(facts.get("forks"))
                .isEqualTo(Map.of("copy", false, "replay", true, "reason", "this backend can't copy an interpreter"));
        assertThat(facts.get("guards"))
                .isEqualTo(List.of(
                        Map.of("name", "landlock", "in_force", true),
                        Map.of("name", "b", "in_force", false, "reason", "why", "remedy", "how")));
        assertThat(facts.get("guarantees"))
                .hasToString("{asset_isolation={given=true, by=[landlock]}, egress_control={given=false,"
                        + " missing=[no-network]}, privilege_drop={given=false, missing=[no-capabilities,"
                        + " no-new-privileges]}, control_plane_isolation={given=false, missing=[clean-process,"
                        + " no-network, own-pid-namespace]}}");
    }

    @Test
    void aGuaranteeIsGivenByWhatStandsInForIt() {
        executor.guards = new GuardReport(
                "container-root",
                List.of(
                        new Guard("own-uid", true, null, null),
                        new Guard("no-network", true, null, null),
                        new Guard("clean-process", true, null, null),
                        new Guard("own-root", true, null, null),
                        new Guard("landlock", false, "why", "how")));

        assertThat(provider.guards().get("guarantees"))
                .asString()
                .contains(
                        "asset_isolation={given=true, by=[own-root]}",
                        "control_plane_isolation={given=true, by=[own-uid, no-network, clean-process]}");
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
