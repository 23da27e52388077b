package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.openenv.core.testing.Eventually.await;

import io.undertow.websockets.core.WebSocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepResult;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.ScriptedServer;
import org.openenv.core.wire.WireCodec;

/** Servers that answer the wrong one, twice, late or without an id: no caller is given another's answer. */
class CorrelationTest {

    private static final String STATE = "{\"type\":\"state\",\"data\":{\"step_count\":4}";

    private static EnvClient<Say, Heard, Tally> connect(ScriptedServer server) {
        return EnvClient.connect(server.address(), FakeEnvironment.TYPES);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(String text) {
        return (Map<String, Object>) WireCodec.readValue(text);
    }

    private static String id(String text) {
        if (fields(text).get("request_id") == null) {
            return "}"; // the goodbye
        }
        return ",\"request_id\":" + WireCodec.writeValue(fields(text).get("request_id")) + "}";
    }

    private static String heard(String text) {
        return "{\"type\":\"observation\",\"data\":{\"observation\":{\"text\":\"" + text + "\"},\"done\":false}";
    }

    private static String said(String message) {
        return fields(message).get("data") instanceof Map<?, ?> data
                ? data.get("text").toString()
                : "";
    }

    private static CompletableFuture<StepResult<Heard>> say(EnvClient<Say, Heard, Tally> client, String text) {
        return client.stepAsync(new Say(text, null));
    }

    private static ErrorCode failure(CompletableFuture<?> future) {
        CompletionException failed = catchThrowableOfType(CompletionException.class, future::join);
        return ((OpenEnvException) failed.getCause()).code();
    }

    private static void send(WebSocketChannel channel, String text) {
        ScriptedServer.send(channel, text);
    }

    @Test
    void anEchoedIdFindsItsRequestWhateverTheOrder() {
        String[] first = new String[1];
        BiConsumer<WebSocketChannel, String> swapping = (channel, text) -> {
            if (first[0] == null) {
                first[0] = text;
            } else {
                send(channel, heard(said(text)) + id(text));
                send(channel, heard(said(first[0])) + id(first[0]));
            }
        };
        try (ScriptedServer server = new ScriptedServer(swapping);
                EnvClient<Say, Heard, Tally> client = connect(server)) {
            var one = say(client, "one");
            var two = say(client, "two");
            assertThat(one.join().observation().text()).isEqualTo("one");
            assertThat(two.join().observation().text()).isEqualTo("two");
        }
    }

    @Test
    void aDuplicatedAnswerEndsTheConnectionRatherThanAnsweringTheNext() {
        try (ScriptedServer server = new ScriptedServer((channel, text) -> {
                    send(channel, heard(said(text)) + id(text));
                    send(channel, heard(said(text)) + id(text));
                });
                EnvClient<Say, Heard, Tally> client = connect(server)) {
            assertThat(say(client, "one").join().observation().text()).isEqualTo("one");
            await("the connection is given up", () -> !client.isOpen());
            OpenEnvException lost = catchThrowableOfType(OpenEnvException.class, client::state);
            assertThat(lost.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(lost).hasMessageContaining("no request with that id");
        }
    }

    @Test
    void anUnaskedAnswerEndsTheConnection() {
        try (ScriptedServer server =
                        new ScriptedServer(channel -> send(channel, heard("unasked") + "}"), (channel, text) -> {});
                EnvClient<Say, Heard, Tally> client = connect(server)) {
            await("the connection is given up", () -> !client.isOpen());
            assertThat(failure(say(client, "one"))).isEqualTo(ErrorCode.CONNECTION_LOST);
        }
    }

    @Test
    void anIdOfAnotherTypeIsNobodys() {
        try (ScriptedServer server =
                        new ScriptedServer((channel, text) -> send(channel, heard("x") + ",\"request_id\":1}"));
                EnvClient<Say, Heard, Tally> client = connect(server)) {
            assertThat(failure(say(client, "one"))).isEqualTo(ErrorCode.CONNECTION_LOST);
        }
    }

    @Test
    void withoutIdsAnAnswerOfTheWrongKindIsNobodys() {
        try (ScriptedServer server = new ScriptedServer((channel, text) -> send(channel, STATE + "}"));
                EnvClient<Say, Heard, Tally> client = connect(server)) {
            assertThat(client.state().stepCount()).isEqualTo(4);
            assertThat(failure(say(client, "one"))).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void aServerThatEchoesIdsMayLeaveThemOutOfAnErrorOnlyWhereItIsClear() {
        String error = "{\"type\":\"error\",\"data\":{\"message\":\"no\",\"code\":\"EXECUTION_ERROR\"}}";
        try (ScriptedServer server = new ScriptedServer((channel, text) -> {
                    if (text.contains("bad")) {
                        send(channel, error);
                    } else if (!text.contains("silent")) {
                        send(channel, heard(said(text)) + id(text));
                    }
                });
                EnvClient<Say, Heard, Tally> client = connect(server)) {
            say(client, "one").join();
            assertThat(failure(say(client, "bad"))).isEqualTo(ErrorCode.EXECUTION_ERROR);
            var silent = say(client, "silent");
            var bad = say(client, "bad");
            assertThat(failure(silent)).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(failure(bad)).isEqualTo(ErrorCode.CONNECTION_LOST);
        }
    }

    @Test
    void aServerThatRefusesIdsIsAskedAgainInOrder() {
        try (ScriptedServer server = new ScriptedServer(CorrelationTest::answerAsTheReference);
                EnvClient<Say, Heard, Tally> client = connect(server)) {
            var one = say(client, "one");
            var state = client.stateAsync();
            var two = say(client, "two");
            assertThat(one.join().observation().text()).isEqualTo("one");
            assertThat(state.join().stepCount()).isEqualTo(4);
            assertThat(two.join().observation().text()).isEqualTo("two");
            assertThat(say(client, "three").join().observation().text()).isEqualTo("three");
            assertThat(server.received().get(server.received().size() - 1)).doesNotContain("request_id");
        }
    }

    private static void answerAsTheReference(WebSocketChannel channel, String text) {
        if (text.contains("request_id")) {
            send(channel, """
                    {"type":"error","data":{"message":"Invalid message","code":"VALIDATION_ERROR","errors":[{"type":\
                    "extra_forbidden","loc":["request_id"],"msg":"Extra inputs are not permitted","input":"1"}]}}""");
        } else if (text.contains("\"step\"")) {
            send(channel, heard(said(text)) + "}");
        } else if (text.contains("\"state\"")) {
            send(channel, STATE + "}");
        }
    }

    @Test
    void closingWhileInterruptedFailsTheOthersAtOnce() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer((channel, text) -> {})) {
            EnvClient<Say, Heard, Tally> client = connect(server);
            var waiting = say(client, "one");
            Thread closer = new Thread(() -> {
                Thread.currentThread().interrupt();
                client.close();
            });
            closer.start();
            closer.join();
            assertThat(failure(waiting)).isEqualTo(ErrorCode.CONNECTION_LOST);
        }
    }

    @Test
    void callbacksMayBlockAndCallTheClient() {
        try (ScriptedServer server =
                        new ScriptedServer((channel, text) -> send(channel, heard(said(text)) + id(text)));
                EnvClient<Say, Heard, Tally> client = connect(server)) {
            String second = say(client, "one")
                    .thenApply(first ->
                            client.step(new Say("two", null)).observation().text())
                    .join();
            assertThat(second).isEqualTo("two");
        }
    }

    @Test
    void cancellingAStepInterruptsItWhereThatIsAsked() {
        ClientConfig config = ClientConfig.defaults().withInterruptOnCancel(true);
        try (ScriptedServer server = new ScriptedServer((channel, text) -> {});
                EnvClient<Say, Heard, Tally> client =
                        EnvClient.connect(server.address(), FakeEnvironment.TYPES, config)) {
            var step = say(client, "one");
            await("the step is sent", () -> server.received().size() == 1);
            step.cancel(true);
            await(
                    "the interrupt is sent",
                    () -> server.received().stream().anyMatch(text -> text.contains("interrupt")));
        }
    }

    @Test
    void waitsForAYearAtMostAndConnectsWithoutWaiting() {
        ClientConfig patient = ClientConfig.defaults()
                .withRequestTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .withConnectTimeout(Duration.ofSeconds(Long.MAX_VALUE));
        try (ScriptedServer server = new ScriptedServer((channel, text) -> send(channel, STATE + id(text)));
                EnvClient<Say, Heard, Tally> client = EnvClient.connectAsync(
                                server.address(), FakeEnvironment.TYPES, patient)
                        .join()) {
            assertThat(client.state().stepCount()).isEqualTo(4);
            assertThat(patient.requestTimeout()).isEqualTo(Duration.ofDays(365));
        }
    }
}
