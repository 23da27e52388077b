package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepOptions;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.HostObserver;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;
import org.openenv.core.testing.ScriptedServer;

class SeveralStepsTest {

    private static List<Say> says(String... texts) {
        return Stream.of(texts).map(text -> new Say(text, null)).toList();
    }

    private static List<String> texts(TakenSteps<Heard> taken) {
        return taken.results().stream()
                .map(result -> result.observation().text())
                .toList();
    }

    @Test
    void areTakenInOrderWithOneMessageAndToldToObserversOneByOne() {
        List<HostObserver.Exchange> told = Collections.synchronizedList(new ArrayList<>());
        var options = HostConfig.defaults().withObserver(new HostObserver() {
            @Override
            public void answered(Exchange exchange) {
                told.add(exchange);
            }
        });
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), options)) {
            var client = hosted.connect();

            TakenSteps<Heard> taken = client.steps(says("a", "b", "c"), StepOptions.none(), true);

            assertThat(texts(taken)).containsExactly("a", "b", "c");
            assertThat(taken.failure()).isNull();
            assertThat(client.state().stepCount()).isEqualTo(3);
            Eventually.await("all are told", () -> told.size() == 4);
            assertThat(told).extracting(HostObserver.Exchange::step).containsExactly(1L, 2L, 3L, 0L);
        }
    }

    @Test
    void endWithOneThatFails() {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            var client = hosted.connect();

            TakenSteps<Heard> taken = client.steps(says("a", "throw: no", "c"), StepOptions.none(), false);

            assertThat(texts(taken)).containsExactly("a");
            assertThat(taken.failure().code()).isEqualTo(ErrorCode.EXECUTION_ERROR);
            assertThat(taken.failure()).hasMessageContaining("no");
            assertThat(client.step(new Say("on", null)).observation().text()).isEqualTo("on");
        }
    }

    @Test
    void areBoundedTogether() {
        var options = HostConfig.defaults().withLimits(limits -> limits.withMaxMessageBytes(4096));
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), options)) {
            TakenSteps<Heard> taken = hosted.connect()
                    .steps(List.of(new Say("x", 3000), new Say("y", 3000), new Say("z", 1)), StepOptions.none(), true);

            assertThat(taken.results()).hasSize(1);
            assertThat(taken.failure()).hasMessageContaining("send fewer steps at once");
        }
    }

    @Test
    void mistakesAreNamedByTheirPath() throws Exception {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider());
                var socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            assertThat(socket.ask("{\"type\":\"steps\",\"data\":{\"actions\":[{\"text\":\"a\"},{\"text\":1}]}}"))
                    .contains("VALIDATION_ERROR", "[\"data\",\"actions\",1,\"text\"]");
            assertThat(socket.ask("{\"type\":\"steps\",\"data\":{\"actions\":[]}}"))
                    .contains("too_short");
            assertThat(socket.ask("{\"type\":\"steps\",\"data\":{}}")).contains("missing");
            assertThat(socket.ask("{\"type\":\"steps\",\"data\":3}")).contains("dict_type");
            assertThat(socket.ask(
                            "{\"type\":\"steps\",\"data\":{\"actions\":[{\"text\":\"a\"}],\"stop_on_error\":\"x\"}}"))
                    .contains("stop_on_error");
            assertThat(socket.ask("{\"type\":\"steps\",\"data\":{\"actions\":[{\"text\":\"a\"}]}}"))
                    .isEqualTo(
                            "{\"type\":\"steps\",\"data\":{\"results\":[{\"observation\":{\"text\":\"a\",\"seed\":null,"
                                    + "\"metadata\":{}},\"reward\":0.1,\"done\":false}],\"error\":null}}");
        }
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            var client = hosted.connect();
            assertThatIllegalArgumentException().isThrownBy(() -> client.steps(List.of(), StepOptions.none(), true));
        }
    }

    @Test
    void aServerThatTakesOneAtATimeIsAskedSo() {
        try (var server = new ScriptedServer((channel, text) -> ScriptedServer.send(channel, reference(text)));
                var client = EnvClient.connect(server.address(), FakeEnvironment.TYPES)) {
            TakenSteps<Heard> taken = client.steps(says("a", "b"), StepOptions.none(), true);

            assertThat(texts(taken)).containsExactly("b", "b");
        }
    }

    private static String reference(String message) {
        return message.contains("\"steps\"")
                ? "{\"type\":\"error\",\"data\":{\"message\":\"Unknown message type: steps\",\"code\":\"UNKNOWN_TYPE\"}}"
                : "{\"type\":\"observation\",\"data\":{\"observation\":{\"text\":\"b\"},\"reward\":1,\"done\":false}}";
    }

    @Test
    void inProductionTheyAreNotServed() {
        var options = HostConfig.defaults().withAccess(access -> access.withProduction(true));
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), options)) {
            var client = hosted.connect();
            assertThatThrownBy(() -> client.steps(says("a"), StepOptions.none(), true))
                    .isInstanceOfSatisfying(
                            OpenEnvException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE));
        }
    }
}
