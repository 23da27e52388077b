package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.client.CodingEnv;
import org.openenv.core.StepResult;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/** The code of the page about the coding environment that offers functions. */
class FunctionsPageTest {

    record Search(String query) {}

    @Test
    void programsCallFunctionsOfTheClient() {
        var config = HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env");
        try (var host = EnvironmentHost.start(config);
                var env = CodingEnv.connect(host.uri())) {
            assertThat(search(env, Map.of("cats", "cats.txt")).observation().stdout())
                    .isEqualTo("cats.txt Finds documents.\n");
            assertThat(env.stepAsync(new org.openenv.coding.CodeAction("search('dogs')"))
                            .join()
                            .metadata())
                    .doesNotContainKey("error");
            for (var copy : env.fork(1)) {
                try (copy) {
                    assertThat(copy.run("print(search('cats'))").observation().stdout())
                            .isEqualTo("cats.txt\n");
                }
            }
        }
    }

    private static StepResult<CodeObservation> search(CodingEnv env, Map<String, String> index) {
        env.withTool("search", "Finds documents.", Search.class, asked -> index.get(asked.query()));
        env.reset();
        return env.run("print(search('cats'), search.__doc__)");
    }
}
