package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.client.CodingEnv;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepResult;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.testing.ServeEnvironment;

/** The Java of {@code migration-from-python.md} does what the Python beside it does. */
@ServeEnvironment(CodingEnvironmentProvider.class)
class MigrationTest {

    @Test
    void theEpisodeOfThePageRuns(EnvironmentHost host) {
        var printed = new ByteArrayOutputStream();
        episode(host.uri().toString(), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("42\n0.11\n");
    }

    private static void episode(String server, PrintStream out) {
        try (CodingEnv env = CodingEnv.connect(server)) {
            env.reset(ResetOptions.none().withSeed(7).withEpisodeId("e-1"));
            StepResult<CodeObservation> result = env.step(new CodeAction("print(6 * 7)"));
            out.println(result.observation().stdout()
                    + result.reward()
                    + env.state().stepCount());
        }
    }
}
