package org.openenv.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentProviders;
import org.openenv.examples.echo.Echo.Heard;
import org.openenv.examples.echo.Echo.Say;
import org.openenv.examples.echo.Echo.Tally;

class EchoEnvironmentTest {

    private final EchoEnvironment environment = new EchoEnvironment();

    @Test
    void echoesAMessageAndRewardsItsLength() {
        assertThat(environment.step(new Say("hello"))).isEqualTo(StepResult.of(new Heard("hello"), 0.5));
    }

    @Test
    void countsTheMessagesOfAnEpisode() {
        environment.reset(ResetOptions.none().withEpisodeId("mine"));
        environment.step(new Say("a"));
        environment.step(new Say("b"));

        assertThat(environment.state()).isEqualTo(new Tally("mine", 2));
    }

    @Test
    void isFoundByItsName() {
        assertThat(EnvironmentProviders.named("echo_env")).isInstanceOf(EchoEnvironmentProvider.class);
    }
}
