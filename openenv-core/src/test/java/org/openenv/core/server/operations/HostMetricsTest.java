package org.openenv.core.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

class HostMetricsTest {

    private final AtomicInteger kills = new AtomicInteger(3);
    private final HostMetrics metrics = new HostMetrics(
            1,
            List.of(
                    source("fake", Map.of("workers_live", 2, "kills_total", kills), Map.of("kills_total", "Kills.")),
                    source("other", Map.of("workers_live", 7, "Bad name", 1, "sessions_active", 9), Map.of()),
                    new GaugeSource(
                            "broken",
                            () -> {
                                throw new IllegalStateException("no numbers today");
                            },
                            Map.of())));

    private static GaugeSource source(String environment, Map<String, Number> numbers, Map<String, String> meanings) {
        return new GaugeSource(environment, () -> numbers, meanings);
    }

    @Test
    void countsAndTimesWhatHappens() {
        HostConfig options = HostConfig.defaults()
                .withLimits(limits -> limits.withMaxSessions(1))
                .withObserver(metrics)
                .withPage(metrics.page());
        try (metrics;
                var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), options);
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            RawHttp http = new RawHttp(hosted.host().uri());
            socket.ask("{\"type\":\"reset\"}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"a\"}}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"throw: b\"}}");
            http.post("/reset", "");
            assertThat(http.get("/metrics").headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(http.get("/metrics").body().lines())
                    .contains(
                            "openenv_sessions_active 1.0",
                            "openenv_sessions_max 1.0",
                            "openenv_workers_live{environment=\"fake\"} 2.0",
                            "openenv_workers_live{environment=\"other\"} 7.0",
                            "# HELP openenv_workers_live Workers live.",
                            "# HELP openenv_kills_total Kills.",
                            "# TYPE openenv_kills_total counter",
                            "openenv_kills_total{environment=\"fake\"} 3.0",
                            "openenv_sessions_opened_total{environment=\"fake\",transport=\"websocket\"} 1.0",
                            "openenv_sessions_refused_total{code=\"CAPACITY_REACHED\",environment=\"fake\"} 1.0",
                            "openenv_step_seconds_count{environment=\"fake\",outcome=\"ok\"} 1",
                            "openenv_step_seconds_count{environment=\"fake\",outcome=\"EXECUTION_ERROR\"} 1",
                            "openenv_reset_seconds_count{environment=\"fake\",outcome=\"ok\"} 1")
                    .anyMatch(line -> line.startsWith(
                            "openenv_step_seconds_bucket{environment=\"fake\",outcome=\"ok\",le=\"0.001\"}"))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"))
                    .anyMatch(line -> line.startsWith("process_files_open"));
            kills.set(4);
            assertThat(http.get("/metrics").body()).contains("openenv_kills_total{environment=\"fake\"} 4.0");
            socket.vanish();
            await(
                    "the end is counted",
                    () -> http.get("/metrics")
                            .body()
                            .contains("openenv_sessions_closed_total{environment=\"fake\",reason=\"vanished\"} 1.0"));
            assertThat(http.get("/metrics").body()).contains("openenv_sessions_active 0.0");
        }
    }

    @Test
    void everyFamilyIsExplainedAndThereOnce() {
        HostConfig options = HostConfig.defaults().withObserver(metrics).withPage(metrics.page());
        try (metrics;
                var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), options);
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.ask("{\"type\":\"reset\"}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"a\"}}");
            socket.ask("{\"type\":\"state\"}");
            List<String> page = new RawHttp(hosted.host().uri())
                    .get("/metrics")
                    .body()
                    .lines()
                    .toList();
            List<String> types = second(page, "# TYPE ");
            List<String> helps = second(page, "# HELP ");
            assertThat(types).doesNotHaveDuplicates().contains("openenv_states_total", "openenv_workers_live");
            assertThat(helps).containsExactlyElementsOf(types);
            assertThat(page).allMatch(line -> line.startsWith("#") || line.matches("[a-z_0-9]+(\\{.*})? \\S+"));
        }
    }

    private static List<String> second(List<String> page, String start) {
        return page.stream()
                .filter(line -> line.startsWith(start))
                .peek(line -> assertThat(line.split(" ", 4)).as(line).hasSizeGreaterThan(3))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toList());
    }

    @Test
    void anEnvironmentsCausesDoNotGrowWithoutEnd() {
        for (int i = 0; i < 5000; i++) {
            metrics.answered(Exchanges.step("e", Map.of("cause", "cause " + i)));
        }
        metrics.answered(Exchanges.step("e", Map.of("cause", "x".repeat(5000))));
        assertThat(metrics.page().text().get().lines().filter(line -> line.startsWith("openenv_steps_ended_total{")))
                .hasSizeLessThan(300)
                .anyMatch(line -> line.contains("cause=\"other\""));
        metrics.close();
    }
}
