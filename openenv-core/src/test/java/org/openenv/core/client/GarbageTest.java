package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.ServerAddress;
import org.openenv.core.StepOptions;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Say;

/** A client of a server that talks nonsense fails with an {@link OpenEnvException}, in time, and can be closed. */
@Timeout(120)
class GarbageTest {

    private static final ClientConfig QUICK = ClientConfig.defaults()
            .withConnectTimeout(Duration.ofSeconds(30))
            .withRequestTimeout(Duration.ofSeconds(30))
            .withMaxMessageBytes(1 << 20);

    /** For a server that says nothing more. */
    private static final Duration NOT_LONG = Duration.ofMillis(200);

    private static EnvClient<Say, FakeEnvironment.Heard, FakeEnvironment.Tally> connect(
            GarbageServer server, ClientConfig config) {
        return EnvClient.connect(server.address(), FakeEnvironment.TYPES, config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\1\2\3",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n",
                "HTTP/1.1 301 Moved\r\nLocation: http://[\r\n\r\n",
                "HTTP/1.1 999 What\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 503 Full\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 101 Switch",
            })
    void aHandshakeThatIsNone(String answer) throws Exception {
        for (boolean closes : new boolean[] {true, false}) {
            try (var server = new GarbageServer(line -> {
                line.head();
                line.say(answer);
                if (!closes) {
                    line.silence();
                }
            })) {
                assertThatThrownBy(() -> connect(server, closes ? QUICK : QUICK.withConnectTimeout(NOT_LONG)))
                        .isInstanceOfSatisfying(
                                OpenEnvException.class,
                                e -> assertThat(e.code()).isIn(ErrorCode.CONNECTION_LOST, ErrorCode.TIMED_OUT));
            }
        }
    }

    /** In the place of an answer; afterwards every call fails at once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff ff ff ff ff ff ff ff",
                "81 85 00000000 6162636465",
                "83 00",
                "c1 00",
                "81 02 c328",
                "80 02 7b7d",
                "01 01 7b 01 01 7b",
                "01 01 7b 88 02 03e8",
                "82 02 7b7d",
                "88 01 03",
                "88 02 03ed",
                "88 02 0000",
                "88 7d 03e8 61616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161",
                "81 7f 7fffffffffffffff 7b",
                "81 7f 0000000000200000 7b",
                "89 7e 0080 00",
                "81",
            })
    void framesThatAreNone(String frame) throws Exception {
        for (boolean closes : new boolean[] {true, false}) {
            try (var server = new GarbageServer(line -> {
                line.shakeHands();
                line.text();
                line.hex(frame);
                if (!closes) {
                    line.silence();
                }
            })) {
                var client = connect(server, closes ? QUICK : QUICK.withRequestTimeout(NOT_LONG));
                assertThatThrownBy(() -> client.step(new Say("a", null)))
                        .isInstanceOfSatisfying(
                                OpenEnvException.class,
                                e -> assertThat(e.code()).isIn(ErrorCode.CONNECTION_LOST, ErrorCode.TIMED_OUT));
                client.close(Duration.ZERO);
            }
        }
    }

    /** Neither the JDK tells of it, nor would the next ping but one, for a long time. */
    @ParameterizedTest
    @ValueSource(
            strings = {"81 05 7b", "81 7e 1000 7b", "81 7f 0000000000080000 7b", "01 7e 1000 7b", "01 01 7b 80 05 7b"})
    void aServerThatDiesInTheMiddleOfAnAnswerIsFoundOut(String frame) throws Exception {
        try (var server = new GarbageServer(line -> {
            line.shakeHands();
            line.text();
            line.hex(frame);
        })) {
            var client = connect(server, QUICK.withPings(Duration.ZERO, Duration.ofSeconds(30)));
            assertThatThrownBy(() -> client.step(new Say("a", null)))
                    .isInstanceOfSatisfying(
                            OpenEnvException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
            assertThat(client.isOpen()).isFalse();
            client.close(Duration.ZERO);
        }
    }

    private static final List<Consumer<EnvClient<Say, ?, ?>>> CALLS = List.of(
            client -> client.step(new Say("a", null)),
            client -> client.reset(ResetOptions.none()),
            EnvClient::state,
            client -> client.steps(List.of(new Say("a", null)), StepOptions.none(), true),
            client -> client.fork(2, ForkOptions.none()),
            client -> client.snapshot(true),
            client -> client.interruptAsync().join(),
            client -> client.stepAsync(new Say("a", null)).join(),
            client -> client.ask("door", Map.of(), Duration.ZERO),
            client -> client.tools().list(),
            client -> client.tools().call("t", Map.of()),
            client -> client.workspace().stat("a"),
            client -> client.workspace().list("", true, 5),
            client -> client.workspace().open("a", 0));

    /** {@code ID} and {@code TYPE} stand for those that are waited for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":TYPE,\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":null,\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":[1],\"request_id\":ID}",
                "{\"type\":[TYPE],\"data\":{},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{},\"request_id\":[ID]}",
                "{\"type\":TYPE,\"data\":{\"observation\":{\"text\":5},\"reward\":1e2147483648},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"observation\":{\"text\":\"a\"},\"reward\":1e400},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"observation\":[],\"done\":\"yes\",\"metadata\":7},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"results\":{\"a\":1},\"error\":5},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"results\":[null],\"error\":{}},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"sessions\":[null]},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"sessions\":[{},{},{}]},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"sessions\":[{\"error\":{\"code\":[]}},{\"error\":null}]},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"result\":{\"tools\":[5,null]}},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"error\":{\"code\":\"x\",\"message\":[]}},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"session_id\":\"../ \\u0000?#\",\"files\":[5]},\"request_id\":ID}",
                "{\"type\":TYPE,\"data\":{\"path\":\"a\",\"size\":1e99,\"modified\":\"never\",\"encoded_path\":\"%zz\"},\"request_id\":ID}",
                "{\"type\":\"error\",\"data\":{\"message\":[],\"code\":{},\"errors\":{\"a\":[]}},\"request_id\":ID}",
                "{\"type\":\"error\",\"data\":{\"errors\":[{\"loc\":5},null,7],\"code\":\"VALIDATION_ERROR\"},\"request_id\":ID}",
                "{\"type\":\"error\",\"data\":\"no\"}",
                "{\"type\":\"error\",\"data\":{\"code\":\"SESSION_ERROR\"}}",
                "{\"type\":\"output\",\"data\":null,\"request_id\":ID}",
                "{\"type\":\"output\",\"data\":{\"text\":\"a\"}}",
                "DEEP",
            })
    void answersThatAreNone(String answer) throws Exception {
        String deep = "{\"type\":\"state\",\"data\":" + "[".repeat(100_000);
        try (var server = new GarbageServer(line -> {
            line.shakeHands();
            while (true) {
                String asked = line.text();
                String id = asked.replaceAll("(?s).*\"request_id\":(\"[^\"]*\").*", "$1");
                String type = asked.replaceAll("(?s).*?\"type\":(\"[a-z]*\").*", "$1");
                String expected = type.equals("\"step\"") || type.equals("\"reset\"") ? "\"observation\"" : type;
                line.frame(answer.replace("DEEP", deep).replace("ID", id).replace("TYPE", expected));
            }
        })) {
            var client = connect(server, QUICK);
            for (Consumer<EnvClient<Say, ?, ?>> call : CALLS) {
                if (!client.isOpen()) {
                    client.close(Duration.ZERO);
                    client = connect(server, QUICK);
                }
                var asking = client;
                Throwable thrown = catchThrowable(() -> call.accept(asking));
                Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                if (failure != null) { // some of them answer something
                    assertThat(failure).isInstanceOf(OpenEnvException.class);
                    assertThat(((OpenEnvException) failure).code()).isNotEqualTo(ErrorCode.TIMED_OUT);
                }
            }
            client.close(Duration.ZERO);
        }
    }

    /** What is not there is told as such, whatever the address that the server names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "{}",
                "[null]",
                "[\"a b\"]",
                "[\"http://x\"]",
                "[\"\\u0000\"]",
                "[{\"name\":5}]",
                "{\"num_tasks\":1e99}",
                "{\"tasks\":{}}",
            })
    void tasksThatAreNone(String body) throws Exception {
        try (var server = new GarbageServer(line -> {
            String head = line.head();
            if (head.contains("Upgrade")) {
                throw new IllegalStateException("no socket");
            }
            line.say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        })) {
            Tasks tasks = new Tasks(ServerAddress.of(server.address()), QUICK);
            for (Runnable call : List.<Runnable>of(
                    tasks::splits, () -> tasks.count("a"), () -> tasks.get("a", 0), () -> tasks.range("a", 0, 1))) {
                Throwable failure = catchThrowable(call::run);
                if (failure != null) {
                    assertThat(failure).isInstanceOf(OpenEnvException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\n{",
                "HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\n{\"session_id\":[true]}",
                "HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"session_id\":\"a\"}",
                "HTTP/1.1 503 Full\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 201 Created\r\nContent-Length: 999999999999\r\n\r\nENDLESS",
                "HTTP/1.1 201",
            })
    void aSessionThatIsNone(String answer) throws Exception {
        try (var server = new GarbageServer(line -> {
            line.head();
            line.say(answer.replace("ENDLESS", ""));
            String part = " ".repeat(1 << 16);
            while (answer.endsWith("ENDLESS")) {
                line.say(part);
            }
        })) {
            ClientConfig config = QUICK.withReattach(Duration.ofSeconds(1));
            assertThatThrownBy(() -> EnvClient.connect(server.address(), FakeEnvironment.TYPES, config))
                    .isInstanceOf(OpenEnvException.class);
        }
    }

    @Test
    void anAnswerOfAnotherServersHabitEndsTheConnectionOnce() throws Exception {
        try (var server = new GarbageServer(line -> {
                    line.shakeHands();
                    line.text();
                    line.frame(
                            "{\"type\":\"state\",\"data\":{\"step_count\":1,\"last_text\":\"\"},\"request_id\":\"1\"}");
                    line.frame(
                            "{\"type\":\"state\",\"data\":{\"step_count\":2,\"last_text\":\"\"},\"request_id\":\"1\"}");
                    line.silence();
                });
                var client = connect(server, QUICK)) {
            assertThat(client.state().stepCount()).isEqualTo(1);
            assertThatThrownBy(client::state)
                    .isInstanceOfSatisfying(
                            OpenEnvException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
        }
    }

    /** Times that nobody lives to see are taken for a year; what can't be written fails its future. */
    @Test
    void timesWithoutMeasure() throws Exception {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        try (var server = new GarbageServer(line -> {
            line.shakeHands();
            while (true) {
                line.text();
                line.frame("{\"type\":\"error\",\"data\":{\"code\":\"UNKNOWN_TYPE\",\"message\":\"no\"}}");
            }
        })) {
            ClientConfig config = QUICK.withRequestTimeout(forever)
                    .withConnectTimeout(forever)
                    .withPings(forever, forever);
            var client = EnvClient.connect(server.address(), FakeEnvironment.TYPES, config);
            assertThatThrownBy(() -> client.ask("door", Map.of(), forever)).isInstanceOf(OpenEnvException.class);
            assertThatThrownBy(() -> client.step(new Say("a", null), StepOptions.timeout(forever)))
                    .isInstanceOf(OpenEnvException.class);
            assertThat(client.askAsync("door", Map.of(), forever)).failsWithin(Duration.ofSeconds(60));
            client.close(Duration.ofSeconds(Long.MIN_VALUE));
            client.close(forever);
        }
    }
}
