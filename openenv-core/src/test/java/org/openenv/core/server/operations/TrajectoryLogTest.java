package org.openenv.core.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;

class TrajectoryLogTest {

    @TempDir
    Path folder;

    private void play(TrajectoryLog log, String... messages) {
        HostConfig options = HostConfig.defaults().withObserver(log);
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), options);
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            for (String message : messages) {
                socket.ask(message);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void recordsEachEpisodeInAFileOfItsOwn() throws IOException {
        TrajectoryLog log = new TrajectoryLog(folder, 1_000_000);
        play(
                log,
                "{\"type\":\"reset\",\"data\":{\"episode_id\":\"../../a b\"}}",
                "{\"type\":\"step\",\"data\":{\"text\":\"hi\\n\"}}",
                "{\"type\":\"step\",\"data\":{\"text\":\"throw: no\"}}",
                "{\"type\":\"state\"}",
                "{\"type\":\"reset\",\"data\":{\"episode_id\":\"second\"}}");
        assertThat(files()).hasSize(2).allMatch(file -> file.getParent().equals(folder));
        List<String> lines = Files.readAllLines(files().get(0));
        assertThat(files().get(0).getFileName().toString()).startsWith(".._.._a_b-");
        assertThat(lines).hasSize(3);
        JsonNode step = new ObjectMapper().readTree(lines.get(1));
        assertThat(step.at("/kind").textValue()).isEqualTo("step");
        assertThat(step.at("/action/text").textValue()).isEqualTo("hi\n");
        assertThat(step.at("/observation/text").textValue()).isEqualTo("hi\n");
        assertThat(step.at("/reward").doubleValue()).isEqualTo(0.1);
        assertThat(step.at("/duration_s").isNumber()).isTrue();
        assertThat(new ObjectMapper().readTree(lines.get(2)).at("/error").textValue())
                .isEqualTo("EXECUTION_ERROR");
        assertThat(log.gauges()).containsEntry("trajectory_lines_written_total", 4L);
    }

    @Test
    void dropsAndCountsWhatDoesNotFit() throws IOException {
        TrajectoryLog log = new TrajectoryLog(folder, 500);
        String step = "{\"type\":\"step\",\"data\":{\"text\":\"" + "x".repeat(200) + "\"}}";
        play(log, "{\"type\":\"reset\"}", step, step);
        assertThat(log.gauges()).containsEntry("trajectory_lines_dropped_total", 2L);
        assertThat(Files.size(files().get(0))).isLessThanOrEqualTo(500);
        assertThat(new TrajectoryLog(folder, 500).gauges()).containsEntry("trajectory_lines_dropped_total", 0L);
    }

    @Test
    void survivesAFolderThatIsGone() throws IOException {
        Path gone = folder.resolve("gone");
        TrajectoryLog log = new TrajectoryLog(gone, 1_000_000);
        Files.delete(gone);
        play(log, "{\"type\":\"reset\"}", "{\"type\":\"step\",\"data\":{\"text\":\"a\"}}");
        assertThat(log.gauges()).containsEntry("trajectory_lines_dropped_total", 2L);
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrajectoryLog(file, 1000))
                .withMessageContaining("can't write trajectories to " + file);
    }
}
