package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.examples.echo.Echo;
import org.openenv.examples.echo.Echo.Heard;
import org.openenv.examples.echo.Echo.Say;

/** The Java of the overview page runs. */
class OverviewTest {

    @Test
    void theLinesOfTheOverviewPrintAnEcho() {
        var printed = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (EnvironmentHost host = EnvironmentHost.start(HostConfig.defaults().withPort(0));
                var env = EnvClient.connect(host.uri() + "/envs/echo_env", Echo.TYPES)) {
            env.reset();
            StepResult<Heard> result = env.step(new Say("hello"));
            System.out.println(result.observation().message() + ", reward " + result.reward());
        } finally {
            System.setOut(stdout);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("hello, reward 0.5\n");
    }
}
