package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;

/** Input for steps that run, message by message, well-formed or not. */
class InteractiveSocketTest {

    private static HostedEnvironment<CodeAction, CodeObservation, CodeState> server;

    @BeforeAll
    static void serve() {
        server = HostedEnvironment.serve(new CodingEnvironmentProvider(CodingConfig.defaults()), HostConfig.defaults());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawSocket connect() {
        return RawSocket.connect(server.host().uri(), "/ws");
    }

    private static String step(String id, String code, String beside) {
        return "{\"type\":\"step\",\"data\":{\"code\":\"" + code + "\"},\"timeout_s\":60,\"request_id\":\"" + id + "\""
                + beside + "}";
    }

    private static String input(String id, String data) {
        return "{\"type\":\"input\",\"data\":" + data + ",\"request_id\":\"" + id + "\"}";
    }

    /** Answers by the id at their end, as each has one. */
    private static List<String> receive(RawSocket socket, int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(socket.receive());
        }
        return all;
    }

    @Test
    void eachInputIsAnsweredOnceAtOnceAndNothingUnaskedComesBetween() {
        try (var socket = connect()) {
            socket.send(step("s", "print(input(), input())", ",\"interactive\":true"));
            assertThat(socket.ask(input("a", "{\"text\":\"x\\n\"}")))
                    .isEqualTo("{\"type\":\"input\",\"data\":{\"taken\":true},\"request_id\":\"a\"}");
            List<String> both = receive(socket.send(input("b", "{\"text\":\"y\\n\",\"eof\":true}")), 2);
            assertThat(both.get(0)).isEqualTo("{\"type\":\"input\",\"data\":{\"taken\":true},\"request_id\":\"b\"}");
            assertThat(both.get(1)).contains("\"stdout\":\"x y\\n\"", "\"request_id\":\"s\"");
            assertThat(socket.ask("{\"type\":\"state\"}")).contains("\"step_count\":1");
        }
    }

    /** Each is for the step that was asked for last before it, however fast they come. */
    @Test
    void inputsThatComeBeforeTheirStepHasBegunAreForThatStep() {
        try (var socket = connect()) {
            socket.send("{\"type\":\"reset\",\"request_id\":\"r\"}")
                    .send(step("1", "print('first', input())", ",\"interactive\":true"))
                    .send(input("a", "{\"text\":\"for 1\\n\"}"))
                    .send("{\"type\":\"state\",\"request_id\":\"state\"}")
                    .send(step("2", "print('second', input())", ",\"interactive\":true"))
                    .send(input("b", "{\"text\":\"for 2\\n\"}"))
                    .send(step("3", "print('third')", ""))
                    .send(input("c", "{\"text\":\"for 3\\n\"}"));
            List<String> all = receive(socket, 8);
            assertThat(all.toString()).contains("first for 1\\n", "second for 2\\n", "third\\n");
            assertThat(all.get(7)).contains("\"request_id\":\"c\"", "No step listens to this input", "EXECUTION_ERROR");
            for (String id : List.of("r", "1", "a", "state", "2", "b", "3", "c")) {
                assertThat(all)
                        .filteredOn(text -> text.contains("\"request_id\":\"" + id + "\""))
                        .hasSize(1);
            }
        }
    }

    @Test
    void whatIsNoInputIsRefusedAndHarmsNothing() {
        try (var socket = connect()) {
            assertThat(socket.ask(input("x", "{\"text\":\"nobody\"}"))).contains("No step listens to this input");
            socket.send(step("s", "print(input())", ",\"interactive\":true"));
            assertThat(socket.ask("{\"type\":\"interrupt\",\"request_id\":\"i\"}"))
                    .contains("\"request_id\"");
            var left = socket.receive();
            assertThat(left).contains("\"request_id\"");
            for (String data : List.of(
                    "{}",
                    "{\"text\":5}",
                    "{\"text\":\"x\",\"more\":1}",
                    "{\"eof\":\"yes\",\"text\":\"\"}",
                    "[]",
                    "null",
                    "7")) {
                assertThat(socket.ask(input("bad", data)))
                        .as(data)
                        .contains("VALIDATION_ERROR", "\"request_id\":\"bad\"");
            }
            assertThat(socket.ask("{\"type\":\"input\"}")).contains("VALIDATION_ERROR");
            assertThat(socket.ask(step("t", "1", ",\"interactive\":\"yes\"")))
                    .contains("interactive must be true or false");
            assertThat(socket.ask(
                            "{\"type\":\"steps\",\"data\":{\"actions\":[{\"code\":\"1\"}]},\"interactive\":true}"))
                    .contains("interactive is for a step alone");
            assertThat(socket.ask(step("u", "print(input())", ",\"interactive\":false")))
                    .contains("EOFError");
            assertThat(socket.ask(step("v", "print(3)", ""))).contains("\"stdout\":\"3\\n\"");
        }
    }

    /** Wrong ones in the middle of a step wait for their turn: what is right goes by them. */
    @Test
    void badInputInTheMiddleOfAStepIsAnsweredBehindIt() {
        try (var socket = connect()) {
            socket.send(step("s", "print(input(), input())", ",\"interactive\":true"))
                    .send(input("bad", "{\"text\":null}"))
                    .send("{\"type\":\"input\",")
                    .send(input("empty", "{\"text\":\"\"}"))
                    .send(input("large", "{\"text\":\"" + "x".repeat(200_000) + "\\n\"}"))
                    .send(input("last", "{\"text\":\"end\\n\"}"));
            List<String> all = receive(socket, 6);
            assertThat(all.get(0)).contains("\"taken\":true", "\"request_id\":\"empty\"");
            assertThat(all.get(1)).contains("\"taken\":true", "\"request_id\":\"large\"");
            assertThat(all.subList(2, 4).toString())
                    .contains("\"request_id\":\"last\"", "\"request_id\":\"s\"", "x end\\n");
            assertThat(all.get(4)).contains("VALIDATION_ERROR", "\"request_id\":\"bad\"");
            assertThat(all.get(5)).contains("INVALID_JSON");
        }
    }

    @Test
    void aThousandInputsInARowAreAllTakenInOrder() {
        try (var socket = connect()) {
            socket.send(step("s", "print(sum(int(input()) * (i + 1) for i in range(1000)))", ",\"interactive\":true"));
            long expected = 0;
            for (int i = 0; i < 1000; i++) {
                socket.send(input("n" + i, "{\"text\":\"" + i + "\\n\"}"));
                expected += (long) i * (i + 1);
            }
            List<String> all = receive(socket, 1001);
            assertThat(all).filteredOn(text -> text.contains("\"taken\":true")).hasSize(1000);
            assertThat(all.toString()).contains("\"stdout\":\"" + expected + "\\n\"");
        }
    }

    /** A step goes on when its client has gone, as any does there; it finds that its input has ended. */
    @Test
    void theInputEndsWithItsConnection() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        URI sessions = server.host().uri().resolve("/sessions");
        String opened = http.send(
                        HttpRequest.newBuilder(sessions)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        String id = opened.replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
        try (var socket = RawSocket.connect(server.host().uri(), "/ws?session_id=" + id)) {
            socket.send(step(
                    "s",
                    "import sys\\nprint('on', flush=True)\\nend = sys.stdin.read()",
                    ",\"interactive\":true,\"stream\":true"));
            assertThat(socket.receive()).contains("\"type\":\"output\"");
            socket.vanish();
        }
        HttpRequest next = HttpRequest.newBuilder(server.host().uri().resolve("/step"))
                .header("X-Session-ID", id)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"action\":{\"code\":\"print(repr(end))\"}}"))
                .build();
        assertThat(http.send(next, BodyHandlers.ofString()).body()).contains("\"stdout\":\"''\\n\"");
        HttpRequest interactive = HttpRequest.newBuilder(server.host().uri().resolve("/step"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"action\":{\"code\":\"1\"},\"interactive\":true}"))
                .build();
        assertThat(http.send(interactive, BodyHandlers.ofString()).body())
                .contains("an interactive step is for a WebSocket");
    }
}
