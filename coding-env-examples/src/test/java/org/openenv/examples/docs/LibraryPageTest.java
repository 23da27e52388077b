package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;
import org.openenv.core.client.ToolAnswer;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.pool.EnvBatch;
import org.openenv.core.pool.EnvPool;
import org.openenv.core.rollout.Policy;
import org.openenv.core.rollout.RolloutOptions;
import org.openenv.core.rollout.Rollouts;
import org.openenv.core.rollout.TrajectoryFile;
import org.openenv.core.rollout.Turn;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.examples.echo.EchoEnvironmentProvider;

/** The Java of the page about the library, run. */
class LibraryPageTest {

    private double learned;

    @Test
    void playsTheEpisodesOfThePage(@TempDir Path folder) throws Exception {
        Path trajectories = folder.resolve("rollouts.jsonl");
        var config = HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env");
        try (EnvironmentHost host = EnvironmentHost.start(config)) {
            List<String> servers = List.of(host.uri().toString());
            play(servers, List.of("print(1)", "print(2)"), trajectories);

            assertThat(learned).isPositive();
            assertThat(Files.readAllLines(trajectories)).hasSize(4);
            try (var pool = EnvPool.connect(servers, CodingTypes.TYPES)) {
                batch(pool);
                assertThat(learned).isEqualTo(3);
            }
            assertThat(options(servers.get(0), "k-1")).contains("42").endsWith("0");
        }
    }

    private void play(List<String> servers, List<String> prompts, Path trajectories) {
        var options = RolloutOptions.defaults()
                .withSamples(2)
                .withConcurrency(8)
                .withMaxSteps(20)
                .withBudget(Duration.ofMinutes(2))
                .withProgress(report -> System.err.println(report.finished() + " of " + report.total()));
        Policy<String, CodeAction, CodeObservation> policy =
                episode -> episode.turns().isEmpty() ? Optional.of(new CodeAction(episode.prompt())) : Optional.empty();
        try (var pool = EnvPool.connect(servers, CodingTypes.TYPES);
                var file = TrajectoryFile.append(trajectories);
                var rollouts = Rollouts.over(pool, options).run(prompts, policy)) {
            rollouts.peek(file::write).forEach(rollout -> learn(rollout.turns(), rollout.totalReward()));
        }
    }

    private void learn(List<Turn<CodeAction, CodeObservation>> turns, double reward) {
        learned += turns.size() * reward;
    }

    private void batch(EnvPool<CodeAction, CodeObservation, CodeState> pool) {
        try (var batch = EnvBatch.of(pool, 3)) {
            batch.reset(number -> ResetOptions.none().withSeed(number));
            var results = batch.step(List.of(new CodeAction("1"), new CodeAction("2"), new CodeAction("3")));
            learn(results);
        }
    }

    private static String options(String server, String key) {
        var config = ClientConfig.defaults()
                .withHeader("X-Gateway-Key", key)
                .withPings(Duration.ofSeconds(10), Duration.ofSeconds(30))
                .withReattach(Duration.ofMinutes(5));
        try (var env = EnvClient.connect(server, CodingTypes.TYPES, config)) {
            env.step(new CodeAction("x = 6"));
            ToolAnswer answer = env.tools().call("run_python", Map.of("code", "print(x * 7)"));
            try (var beside = env.newSession()) {
                return answer.text() + beside.state().stepCount();
            }
        }
    }

    private void learn(List<@Nullable StepResult<CodeObservation>> results) {
        learned = results.size();
    }

    @Test
    void mountsTheHostOfThePage() {
        HttpHandler own = exchange -> exchange.getResponseSender().send("own");
        List<EnvironmentProvider<?, ?, ?>> environments = List.of(new EchoEnvironmentProvider());
        EnvironmentHost host = EnvironmentHost.mount(HostConfig.defaults().withRootPath("/openenv"), environments);
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", Handlers.path(own).addPrefixPath("/openenv", host.handler()))
                .build();
        server.start();
        server.stop();
        host.close();
        assertThat(host.names()).containsExactly("echo_env");
    }
}
