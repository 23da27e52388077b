package org.openenv.core.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        log.close();
    }

    private static Map<String, Number> numbers(TrajectoryLog log) {
        return log.gauges().numbers().get();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void recordsEachEpisodeInAFileOfItsOwn() throws IOException {
        TrajectoryLog log = new TrajectoryLog(folder, 1_000_000, false);
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
        assertThat(numbers(log)).containsEntry("trajectory_lines_written_total", 4L);
    }

    @Test
    void holdsWhatWasAskedBesideTheAction() throws IOException {
        play(
                new TrajectoryLog(folder, 1_000_000, false),
                "{\"type\":\"reset\",\"data\":{\"seed\":7,\"episode_id\":\"e\",\"memory_mb\":64}}",
                "{\"type\":\"step\",\"data\":{\"text\":\"hi\"},\"timeout_s\":1.5}",
                "{\"type\":\"step\",\"data\":{\"text\":\"hi\"}}");
        List<String> lines = Files.readAllLines(files().get(0));
        assertThat(lines.get(0)).contains("\"options\":{\"seed\":7,\"episode_id\":\"e\",\"memory_mb\":64}");
        assertThat(lines.get(1)).contains("\"options\":{\"timeout_s\":1.5}");
        assertThat(lines.get(2)).doesNotContain("options");
    }

    @Test
    void deletesTheOldestEpisodesWhereItRotates() throws IOException {
        String[] messages = new String[30];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = "{\"type\":\"reset\",\"data\":{\"episode_id\":\"episode-" + i + "\"}}";
        }
        TrajectoryLog log = new TrajectoryLog(folder, 2_000, true);
        play(log, messages);
        assertThat(numbers(log))
                .containsEntry("trajectory_lines_written_total", 30L)
                .containsEntry("trajectory_lines_dropped_total", 0L);
        assertThat(files()).isNotEmpty().hasSizeLessThan(15);
        assertThat(files().stream().mapToLong(file -> file.toFile().length()).sum())
                .isLessThanOrEqualTo(2_000);
        assertThat(files().toString()).contains("episode-29-").doesNotContain("episode-0-");
    }

    @Test
    void dropsAndCountsWhatDoesNotFit() throws IOException {
        TrajectoryLog log = new TrajectoryLog(folder, 500, false);
        String step = "{\"type\":\"step\",\"data\":{\"text\":\"" + "x".repeat(200) + "\"}}";
        play(log, "{\"type\":\"reset\"}", step, step);
        assertThat(numbers(log)).containsEntry("trajectory_lines_dropped_total", 2L);
        assertThat(Files.size(files().get(0))).isLessThanOrEqualTo(500);
        assertThat(numbers(new TrajectoryLog(folder, 500, false))).containsEntry("trajectory_lines_dropped_total", 0L);
    }

    @Test
    void survivesAFolderThatIsGone() throws IOException {
        Path gone = folder.resolve("gone");
        TrajectoryLog log = new TrajectoryLog(gone, 1_000_000, false);
        Files.delete(gone);
        play(log, "{\"type\":\"reset\"}", "{\"type\":\"step\",\"data\":{\"text\":\"a\"}}");
        assertThat(numbers(log)).containsEntry("trajectory_lines_dropped_total", 2L);
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrajectoryLog(file, 1000, false))
                .withMessageContaining("can't write trajectories to " + file);
    }

    /** A pipe that nobody reads yet stands for a disk that hangs. */
    @Test
    void aDiskThatHangsHoldsUpNobodyAndTakesItsLinesLater() throws Exception {
        Path pipe = folder.resolve("slow-s.jsonl");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        TrajectoryLog log = new TrajectoryLog(folder, 1_000_000, false, 5_000);
        var told = new CountDownLatch(1);
        new Thread(() -> {
                    for (int i = 0; i < 100; i++) {
                        log.answered(Exchanges.step(i == 0 ? "slow" : "e" + i, Map.of()));
                    }
                    told.countDown();
                })
                .start();
        assertThat(told.await(60, TimeUnit.SECONDS)).as("the lanes go on").isTrue();
        long dropped = numbers(log).get("trajectory_lines_dropped_total").longValue();
        assertThat(dropped).isPositive();
        assertThat(numbers(log).get("trajectory_waiting_bytes").longValue())
                .isPositive()
                .isLessThanOrEqualTo(5_000);

        var reader = new ProcessBuilder("cat", pipe.toString()).start();
        log.close();
        assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("{")
                .endsWith("}\n");
        assertThat(numbers(log).get("trajectory_lines_written_total").longValue())
                .isEqualTo(100 - dropped);
        Files.delete(pipe);
        for (Path file : files()) {
            assertThat(Files.readString(file)).startsWith("{").endsWith("}\n");
        }
    }

    @Test
    void aFullDiskCostsLinesAndNothingElse() throws IOException {
        Files.createSymbolicLink(folder.resolve("full-s.jsonl"), Path.of("/dev/full"));
        TrajectoryLog log = new TrajectoryLog(folder, 1_000_000, false);
        log.answered(Exchanges.step("full", Map.of()));
        log.answered(Exchanges.step("fine", Map.of()));
        log.close();
        assertThat(numbers(log))
                .containsEntry("trajectory_lines_dropped_total", 1L)
                .containsEntry("trajectory_lines_written_total", 1L);
        assertThat(folder.resolve("fine-s.jsonl")).content().endsWith("}\n");
    }

    @Test
    void whatCantBeWrittenAsJsonIsDropped() {
        Object[] endless = new Object[1];
        endless[0] = endless;
        TrajectoryLog log = new TrajectoryLog(folder, 1_000_000, false);
        log.answered(Exchanges.step("e", Map.of("endless", endless)));
        log.close();
        assertThat(numbers(log)).containsEntry("trajectory_lines_dropped_total", 1L);
    }

    @Test
    void whatComesAfterTheEndIsDropped() {
        TrajectoryLog log = new TrajectoryLog(folder, 1_000_000, false);
        log.close();
        log.answered(Exchanges.step("e", Map.of()));
        assertThat(numbers(log)).containsEntry("trajectory_lines_dropped_total", 1L);
    }
}
