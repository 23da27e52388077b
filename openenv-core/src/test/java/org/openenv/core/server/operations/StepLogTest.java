package org.openenv.core.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;
import org.slf4j.LoggerFactory;

class StepLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("openenv");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        events.start();
        logger.addAppender(events);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(events);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private List<String> lines(StepLog log) {
        try (var hosted = HostedEnvironment.serve(
                        new FakeEnvironment.Provider(), HostConfig.defaults().withObserver(log));
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.ask("{\"type\":\"reset\",\"data\":{\"episode_id\":\"e\"},\"request_id\":\"r\"}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"secret\"}}");
            socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"throw: b\"}}");
            socket.send("{\"type\":\"close\"}");
            socket.awaitClose();
            Eventually.await(
                    "the end is logged", () -> snapshot().stream().anyMatch(line -> line.startsWith("closed")));
        }
        return snapshot();
    }

    private List<String> snapshot() {
        return List.copyOf(events.list).stream()
                .map(event -> event.getMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    @Test
    void writesSessions() {
        List<String> lines = lines(new StepLog(false, false, exchange -> Map.of()));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("opened").contains("environment=\"fake\"", "transport=\"websocket\"");
        assertThat(lines.get(1)).startsWith("closed").contains("reason=\"closed\"", "steps=\"2\"");
    }

    @Test
    void writesEachStepIfAsked() {
        List<String> lines = lines(new StepLog(true, false, exchange -> Map.of("exit_code", 3)));
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).startsWith("reset").contains("episode=\"e\"", "request=\"r\"", "duration_ms=");
        assertThat(lines.get(2))
                .startsWith("step")
                .contains("step=\"1\"")
                .contains("exit_code=\"3\"")
                .doesNotContain("secret");
        assertThat(lines.get(3)).contains("error=\"EXECUTION_ERROR\"");
    }

    @Test
    void writesWhatAnAgentDidOnlyIfAsked() {
        List<String> lines = lines(new StepLog(false, true, exchange -> Map.of()));
        assertThat(lines.get(2)).contains("action=\"{\"text\":\"secret\"");
    }

    @Test
    void shortensIds() {
        new StepLog(true, false, exchange -> Map.of()).answered(Exchanges.step("e".repeat(1_000_000), Map.of()));
        assertThat(snapshot())
                .singleElement()
                .satisfies(line -> assertThat(line).hasSizeLessThan(500));
    }
}
