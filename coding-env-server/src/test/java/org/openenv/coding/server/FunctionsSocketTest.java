package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;

/** Functions of the client, message by message, by clients that answer wrongly or not at all. */
class FunctionsSocketTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String OFFER =
            "\"tools\":[{\"name\":\"ask\",\"description\":\"Asks.\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}},\"required\":[\"q\"]}}]";

    private static HostedEnvironment<CodeAction, CodeObservation, CodeState> server;

    @BeforeAll
    static void serve() {
        server = HostedEnvironment.serve(new CodingEnvironmentProvider(CodingConfig.defaults()), HostConfig.defaults());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawSocket connect(String query) {
        RawSocket socket = RawSocket.connect(server.host().uri(), "/ws" + query);
        assertThat(socket.ask("{\"type\":\"reset\",\"data\":{" + OFFER + "}}"))
                .contains("observation")
                .doesNotContain("ignored");
        return socket;
    }

    private static String step(String code) {
        return "{\"type\":\"step\",\"data\":{\"code\":\"" + code + "\"},\"timeout_s\":60,\"request_id\":\"s\"}";
    }

    private static String result(String callId, String result) {
        return "{\"type\":\"tool_result\",\"data\":{\"call_id\":\"" + callId + "\",\"result\":" + result
                + "},\"request_id\":\"r\"}";
    }

    private static String callId(String message) {
        assertThat(message).contains("\"type\":\"tool_call\"", "\"name\":\"ask\"", "\"request_id\":\"s\"");
        return message.replaceAll(".*\"call_id\":\"([^\"]+)\".*", "$1");
    }

    /** Two messages come, in either order: an answer, and what the program does next, which is returned. */
    private static String beside(String answer, RawSocket socket) {
        List<String> both = List.of(socket.receive(), socket.receive());
        assertThat(both).filteredOn(one -> one.contains(answer)).hasSize(1);
        return both.get(0).contains(answer) ? both.get(1) : both.get(0);
    }

    @Test
    void aCallIsAskedAndAnsweredOnce() {
        try (var socket = connect("")) {
            String call = socket.ask(step("print(ask('x')); print(ask('y'))"));
            assertThat(call).contains("\"arguments\":{\"q\":\"x\"}");
            String second = beside(
                    "{\"type\":\"tool_result\",\"data\":{\"taken\":true},\"request_id\":\"r\"}",
                    socket.send(result(callId(call), "{\"a\":[1,null]}")));
            assertThat(socket.ask(result(callId(call), "2"))).contains("No call '", "waits for an answer");
            assertThat(socket.ask(result("nonsense", "2"))).contains("No call 'nonsense'");
            assertThat(beside("\"taken\":true", socket.send(result(callId(second), "\"last\""))))
                    .contains("\"stdout\":\"{'a': [1, None]}\\nlast\\n\"", "\"request_id\":\"s\"");
            assertThat(socket.ask(result(callId(second), "3"))).contains("No step listens to this tool_result");
        }
    }

    @Test
    void anErrorIsRaisedAndWhatIsMalformedWaitsForItsTurn() {
        try (var socket = connect("")) {
            String id = callId(socket.ask(step("try:\\n ask('x')\\nexcept LookupError as e: print(repr(e))")));
            socket.send("{\"type\":\"tool_result\",\"data\":{\"call_id\":\"" + id + "\"},\"request_id\":\"1\"}")
                    .send("{\"type\":\"tool_error\",\"data\":{\"call_id\":5,\"message\":null},\"request_id\":\"2\"}")
                    .send("{\"type\":\"input\",\"data\":{\"text\":\"x\"},\"request_id\":\"3\"}");
            assertThat(socket.receive()).contains("takes no input", "\"request_id\":\"3\"");
            socket.send("{\"type\":\"tool_error\",\"data\":{\"call_id\":\"" + id
                    + "\",\"message\":\"no such key\",\"error_type\":\"KeyError\"},\"request_id\":\"4\"}");
            var answers = List.of(socket.receive(), socket.receive(), socket.receive(), socket.receive());
            assertThat(answers)
                    .anyMatch(one -> one.contains("{\"taken\":true},\"request_id\":\"4\""))
                    .anyMatch(one -> one.contains("KeyError('no such key')"))
                    .anyMatch(one -> one.contains("VALIDATION_ERROR") && one.contains("\"request_id\":\"1\""))
                    .anyMatch(one -> one.contains("VALIDATION_ERROR") && one.contains("\"request_id\":\"2\""));
        }
    }

    /** Its id is of no use to another session. */
    @Test
    void anotherSessionCanNotAnswer() {
        try (var socket = connect("");
                var other = connect("")) {
            String id = callId(socket.ask(step("print(ask('x'))")));
            String others = callId(other.ask(step("print(ask('y'))")));
            assertThat(other.ask(result(id, "1"))).contains("No call '");
            assertThat(beside("\"taken\":true", other.send(result(others, "2"))))
                    .contains("\"stdout\":\"2\\n\"");
            assertThat(beside("\"taken\":true", socket.send(result(id, "3")))).contains("\"stdout\":\"3\\n\"");
        }
    }

    @Test
    void whoseClientHasGoneIsToldSo() throws Exception {
        String opened = post("/sessions", "", "");
        String id = opened.replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
        try (var socket = connect("?session_id=" + id)) {
            assertThat(
                            callId(
                                    socket.ask(
                                            step(
                                                    "told = []\\nfor i in 1, 2:\\n try:\\n  ask('x')\\n except ConnectionError as e: told.append(str(e))"))))
                    .isNotEmpty();
            socket.vanish();
        }
        assertThat(post("/step", id, "{\"action\":{\"code\":\"print(told)\"}}"))
                .contains(
                        "['the client that offered this function has gone', 'the client that offered this function has gone']");
        assertThat(post("/step", id, "{\"action\":{\"code\":\"ask('x')\"}}"))
                .contains("ConnectionError: nobody is there to answer");
    }

    private static String post(String path, String session, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.host().uri().resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("X-Session-ID", session);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString()).body();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"tools":{}}                                            | tools must be a list of at most 128 functions
            {"tools":[5]}                                           | each must be an object with name
            {"tools":[{"name":"for"}]}                              | a name must be a Python identifier
            {"tools":[{"name":"a-b"}]}                              | a name must be a Python identifier
            {"tools":[{"name":"__import__"}]}                       | a name must be a Python identifier
            {"tools":[{}]}                                          | a name must be a Python identifier
            {"tools":[{"name":"a","parameters":{}}]}                | there is no field 'parameters'
            {"tools":[{"name":"a","description":1}]}                | the description of 'a' must be text
            {"tools":[{"name":"a","input_schema":[]}]}              | the input_schema of 'a' must be an object
            {"tools":[{"name":"a","async":"yes"}]}                  | async of 'a' must be true or false
            {"tools":[{"name":"a"},{"name":"a"}]}                   | there are two of the name 'a'
            {"tool_timeout":0}                                      | tool_timeout must be a number of seconds above 0
            {"tool_timeout":"long"}                                 | tool_timeout must be a number of seconds above 0
            """)
    void whatCanNotBeOfferedIsRefused(String data, String why) {
        try (var socket = RawSocket.connect(server.host().uri(), "/ws")) {
            assertThat(socket.ask("{\"type\":\"reset\",\"data\":" + data + "}")).contains("VALIDATION_ERROR", why);
        }
    }

    /** Parameters that are no names of Python's, and schemas that make no sense, are no trouble. */
    @Test
    void strangeSchemasAreTakenAsFarAsTheyGo() {
        try (var socket = RawSocket.connect(server.host().uri(), "/ws")) {
            assertThat(
                            socket.ask(
                                    "{\"type\":\"reset\",\"data\":{\"tools\":[{\"name\":\"odd\",\"description\":\"\\\"\\\"\\\" \\\\n\",\"input_schema\":"
                                            + "{\"properties\":{\"a-b\":5,\"class\":{},\"x\":{\"type\":[1],\"default\":{}},\"é\":{\"default\":3}},\"required\":[\"a-b\",7]}},"
                                            + "{\"name\":\"more\",\"input_schema\":{\"properties\":{\"more\":{},\"fi\":{},\"\ufb01\":{}},\"additionalProperties\":true}},"
                                            + "{\"name\":\"odd2\",\"input_schema\":{\"properties\":[],\"required\":{},\"additionalProperties\":false}}]}}"))
                    .contains("observation");
            String call = socket.ask(step("odd(x=1, **{'a-b': 2, 'class': 3})"));
            assertThat(call).contains("\"arguments\":{\"x\":1,\"é\":3,\"a-b\":2,\"class\":3}");
        }
    }
}
