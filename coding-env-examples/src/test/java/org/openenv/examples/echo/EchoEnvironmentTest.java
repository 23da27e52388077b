package org.openenv.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.EnvironmentContract;
import org.openenv.examples.echo.Echo.Heard;
import org.openenv.examples.echo.Echo.Say;
import org.openenv.examples.echo.Echo.Tally;

class EchoEnvironmentTest implements EnvironmentContract<Say, Heard, Tally> {

    @Override
    public EnvironmentProvider<Say, Heard, Tally> provider() {
        return new EchoEnvironmentProvider();
    }

    @Override
    public Say action() {
        return new Say("hello");
    }

    @ParameterizedTest
    @EnumSource
    void echoesAMessageAndRewardsItsLength(Where where) {
        with(where, environment -> {
            assertThat(environment.reset()).isEqualTo(StepResult.of(new Heard(""), 0.0));
            assertThat(environment.step(new Say("hello"))).isEqualTo(StepResult.of(new Heard("hello"), 0.5));
        });
    }
}
