package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.task.Reward;
import org.openenv.coding.server.task.TaskSettings;
import org.openenv.core.Environment;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;

/** Episodes about tasks, as an operator sets them, without Python: each program answers 42. */
class TaskSettingsTest {

    @TempDir
    private Path folder;

    private final FakeExecutor executor = new FakeExecutor();
    private Path file;

    @BeforeEach
    void writeTasks() throws Exception {
        executor.answer = FakeExecutor.answer("42\n", "", 0, ExitCause.EXITED, null, null);
        String program = "{\"type\": \"program\", \"expected\": \"%s\"}";
        String one = "{\"id\": \"one\", \"prompt\": \"\", \"options\": {\"parallel\": 1}, \"tests\": ["
                + program.formatted("42") + ", " + program.formatted("43") + "]}\n";
        file = Files.writeString(
                folder.resolve("test.jsonl"),
                one
                        + one.replace("\"one\"", "\"two\"")
                        + one.replace("\"one\"", "\"three\"")
                        + one.replace("\"one\"", "\"four\"")
                                .replace(
                                        "\"prompt\": \"\"",
                                        "\"prompt\": \"Write forty-two.\", \"starter_code\": \"def answer():\", \"entry_point\": \"answer\""));
    }

    private CodingEnvironmentProvider provider(String reward, int maxAttempts, boolean rewards) {
        var tasks = new TaskSettings(List.of(file), Reward.of(reward), maxAttempts);
        return new CodingEnvironmentProvider(
                CodingConfig.defaults().withTasks(tasks).withRewards(rewards), executor::started);
    }

    private static StepResult<CodeObservation> step(Environment<CodeAction, CodeObservation, CodeState> environment) {
        return environment.step(new CodeAction("print(42)"));
    }

    @Test
    void theRewardIsTheChosenOne() {
        for (Map.Entry<String, Double> one : Map.of("fraction", 0.5, "all", 0.0, "first 1", 1.0, "first-2", 0.5)
                .entrySet()) {
            try (var provider = provider(one.getKey(), 0, true);
                    var environment = provider.create(EnvironmentConfig.empty())) {
                environment.reset();
                StepResult<CodeObservation> result = step(environment);
                assertThat(result.reward()).as(one.getKey()).isEqualTo(one.getValue());
                assertThat(result.done()).as(one.getKey()).isEqualTo(one.getValue() == 1);
            }
        }
        for (String wrong : List.of("most", "first", "first 0", "first -1", "")) {
            assertThatThrownBy(() -> Reward.of(wrong))
                    .hasMessageContaining("a reward is 'fraction', 'all', or 'first N'");
        }
    }

    @Test
    void withoutRewardsAnEpisodeEndsAllTheSame() {
        try (var provider = provider("fraction", 2, false);
                var environment = provider.create(EnvironmentConfig.empty())) {
            environment.reset();
            assertThat(step(environment).done()).isFalse();
            StepResult<CodeObservation> last = step(environment);
            assertThat(last.done()).isTrue();
            assertThat(last.reward()).isNull();
            assertThatThrownBy(() -> step(environment)).hasMessageContaining("done after 2 submissions");
            environment.reset();
            assertThat(step(environment).done()).isFalse();
        }
    }

    @Test
    void theSeedDrawsTheSameTask() {
        try (var provider = provider("fraction", 0, true);
                var environment = provider.create(EnvironmentConfig.empty())) {
            var seeded = ResetOptions.none().withSeed(3);
            assertThat(environment.reset(seeded).metadata().get("task"))
                    .isEqualTo(environment.reset(seeded).metadata().get("task"));
        }
    }

    @Test
    void anInterruptOfTheJudgingIsNoVerdict() {
        try (var provider = provider("fraction", 0, true);
                var environment = provider.create(EnvironmentConfig.empty())) {
            environment.reset();
            AtomicInteger runs = new AtomicInteger();
            executor.whileRunning = () -> {
                if (runs.incrementAndGet() == 2) {
                    environment.interrupt();
                }
            };
            assertThatThrownBy(() -> step(environment))
                    .isInstanceOf(OpenEnvException.class)
                    .hasMessageContaining("interrupted while it was judged");
            assertThat(Thread.interrupted()).isFalse();
            executor.whileRunning = () -> {};
            assertThat(step(environment).reward()).isEqualTo(0.5);
        }
    }

    @Test
    void aServerWithoutOneTaskDoesNotStart() throws Exception {
        Files.writeString(file, "{\"x\": 1}\n");
        try (var provider = provider("fraction", 0, true)) {
            assertThatThrownBy(provider::start)
                    .hasMessageContaining("no task can be read from")
                    .hasMessageContaining("test.jsonl:1 is in no format that is known");
        }
        assertThat(executor.starts).isZero();
    }

    @Test
    void agentsSeeTheirTaskAndSubmitButCanNotReset() {
        try (var provider = provider("fraction", 3, true);
                var environment = provider.create(EnvironmentConfig.empty())) {
            assertThat(provider.tools()).extracting(tool -> tool.name()).containsExactly("show_task", "submit_python");
            ToolResult begun = shown(provider, environment);
            assertThat(shown(provider, environment)).isEqualTo(begun);
            assertThat(environment.state().stepCount()).isZero();

            environment.reset(ResetOptions.none().withExtra("task_id", "four"));
            assertThat(((ToolResult.Text) shown(provider, environment).content().get(0)).text())
                    .isEqualTo("Write forty-two.\nBegin with:\ndef answer():\nThe tests use answer.");
            assertThat(shown(provider, environment).data())
                    .asString()
                    .contains("max_attempts=3")
                    .doesNotContain("43");
        }
        try (var provider = new CodingEnvironmentProvider(CodingConfig.defaults(), executor::started)) {
            assertThat(provider.tools()).hasSize(2);
        }
    }

    @SuppressWarnings("unchecked")
    private static ToolResult shown(
            CodingEnvironmentProvider provider, Environment<CodeAction, CodeObservation, CodeState> environment) {
        var tool = (Tool<CodeAction, CodeObservation, CodeState, CodingTools.Show>)
                provider.tools().get(0);
        return tool.call().call(environment, new CodingTools.Show());
    }

    @Test
    void whoWantsNoTaskGetsAPlainInterpreter() {
        try (var provider = provider("fraction", 1, true);
                var environment = provider.create(EnvironmentConfig.empty())) {
            StepResult<CodeObservation> reset =
                    environment.reset(ResetOptions.none().withExtra("tasks", false));
            assertThat(reset.metadata()).doesNotContainKeys("task", "ignored");
            for (int i = 0; i < 3; i++) {
                StepResult<CodeObservation> result = step(environment);
                assertThat(result.done()).isFalse();
                assertThat(result.reward()).isNull();
                assertThat(result.metadata()).doesNotContainKey("verdict");
            }
            environment.reset();
            assertThat(step(environment).done()).isTrue();
        }
    }
}
