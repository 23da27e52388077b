package org.openenv.core.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.host.HostConfig;
import org.openenv.core.server.ServerProgram;
import org.openenv.core.server.operations.TrajectoryLog;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;
import picocli.CommandLine;

class ReplayTest {

    @CommandLine.Command
    private static final class NoOptions {}

    @TempDir
    Path folder;

    private Path record() throws IOException {
        TrajectoryLog log = new TrajectoryLog(folder, 1_000_000, false);
        try (var hosted = HostedEnvironment.serve(
                        new FakeEnvironment.Provider(), HostConfig.defaults().withObserver(log));
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.ask("{\"type\":\"reset\",\"data\":{\"seed\":7,\"episode_id\":\"e\"}}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"hi\"},\"timeout_s\":20}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"throw: no\"}}");
            socket.ask("{\"type\":\"state\"}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"bye\"}}");
        }
        log.close();
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static int run(StringWriter out, String... args) {
        var command = ServerProgram.named("fake")
                .withEnvironment(new NoOptions(), FakeEnvironment.Provider::new)
                .commandLine(Map.of(), args);
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        return command.execute(args);
    }

    @Test
    void anEpisodeRunsAgainAndIsTheSame() throws IOException {
        var out = new StringWriter();

        assertThat(run(out, "replay", record().toString())).as(out.toString()).isZero();
        assertThat(out.toString()).isEqualTo("all 4 answers are the same" + System.lineSeparator());
    }

    @Test
    void whereItDiffersIsSaid() throws IOException {
        Path file = record();
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"observation\":{\"text\":\"hi\"", "\"observation\":{\"text\":\"ho\"")
                        .replace("EXECUTION_ERROR", "VALIDATION_ERROR"));
        var out = new StringWriter();

        assertThat(run(out, "replay", file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("line 2 (step): observation.text was ho and is hi")
                .contains("line 3 (step): error was VALIDATION_ERROR and is EXECUTION_ERROR")
                .contains("2 of 4 answers differ");

        var ignoring = new StringWriter();
        assertThat(run(ignoring, "replay", "--ignore", "observation.text", "--ignore", "error", file.toString()))
                .as(ignoring.toString())
                .isZero();
    }

    @Test
    void whatIsNoRecordingIsRefused() throws IOException {
        var out = new StringWriter();
        assertThat(run(out, "replay", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(out.toString()).contains("can't be replayed: there is no such file");
        for (String text : List.of(
                "",
                "{\"kind\":\"step\"",
                "[]",
                "{}",
                "{\"kind\":\"reset\"}\n\"x\"",
                "{\"kind\":\"step\",\"forked_from\":{}}")) {
            Path file = Files.writeString(folder.resolve("broken.jsonl"), text);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Recording.read(file))
                    .as(text);
        }
    }

    @Test
    void valuesAreComparedToTheLeaf() {
        Map<String, Object> before = Map.of("a", List.of(1, Map.of("b", "x")), "c", 1, "d", List.of(1), "f", true);
        Map<String, Object> after = Map.of("a", List.of(1.0, Map.of("b", "y")), "c", 1L, "d", List.of(), "e", "new");

        assertThat(Difference.between(before, after, Set.of("f")))
                .extracting(Difference::path)
                .containsExactlyInAnyOrder("a[1].b", "d", "e");
        assertThat(Difference.between("x".repeat(500) + "a", "x".repeat(500) + "b", Set.of()))
                .containsExactly(new Difference("", "…" + "x".repeat(30) + "a", "…" + "x".repeat(30) + "b"));
    }
}
