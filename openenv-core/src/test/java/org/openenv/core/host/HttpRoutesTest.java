package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;

class HttpRoutesTest {

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();
    private HostedEnvironment<?, ?, ?> hosted;
    private RawHttp http;

    @BeforeEach
    void serve() {
        hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withLimits(limits -> limits.withMaxMessageBytes(4096)));
        http = new RawHttp(hosted.host().uri());
    }

    @AfterEach
    void close() {
        hosted.close();
        assertThat(provider.open()).isZero();
    }

    private static void assertJson(HttpResponse<String> response, int status, String body) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/", "/envs/fake/health"})
    void isHealthy(String path) {
        assertJson(http.get(path), 200, "{\"status\":\"healthy\"}");
    }

    @Test
    void tellsItsMetadata() {
        assertJson(
                http.get("/metadata"),
                200,
                "{\"name\":\"fake\",\"description\":\"Does what a test tells it.\",\"readme_content\":null,"
                        + "\"version\":\"1.0.0\",\"author\":null,\"documentation_url\":null}");
    }

    @Test
    void describesTheEnvironmentsOwnRecords() {
        HttpResponse<String> schema = http.get("/schema");
        assertThat(schema.statusCode()).isEqualTo(200);
        assertThat(schema.body()).contains("\"action\":{", "\"title\":\"Tally\"", "last_text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", " { } ", "{\"extra\":null}"})
    void resets(String body) {
        HttpResponse<String> response = http.post("/reset", body);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"observation\":{\"text\":\"\",\"seed\":null,\"metadata\":{")
                .contains("},\"reward\":0.0,\"done\":false");
    }

    @Test
    void resetsWithoutABodyOrItsType() {
        assertThat(http.post("/reset", new byte[0], "").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheEpisodeBetweenCalls() {
        http.post("/reset", "{\"seed\":\"7\",\"episode_id\":\"mine\"}");
        assertJson(
                http.post("/step", "{\"action\":{\"text\":\"a\"},\"unknown\":1}"),
                200,
                "{\"observation\":{\"text\":\"a\",\"seed\":7,\"metadata\":{}},\"reward\":0.1,\"done\":false,\"metadata\":null}");
        http.post("/step", "{\"action\":{\"text\":\"b\"}}");
        assertJson(http.get("/state"), 200, "{\"episode_id\":\"mine\",\"step_count\":2,\"last_text\":\"b\"}");
        assertThat(hosted.host().activeSessions()).isEqualTo(1);
    }

    @Test
    void passesTheTimeoutOnAndEchoesTheRequestsId() {
        HttpResponse<String> answer =
                http.post("/step", "{\"action\":{\"text\":\"a\"},\"timeout_s\":5.0,\"request_id\":\"r1\"}");
        assertJson(
                answer,
                200,
                "{\"observation\":{\"text\":\"a\",\"seed\":null,\"metadata\":{\"timeout\":\"PT5S\"}},\"reward\":0.1,"
                        + "\"done\":false,\"metadata\":{\"timeout\":\"PT5S\"}}");
        assertThat(answer.headers().firstValue("X-Request-ID")).hasValue("r1");
        HttpResponse<String> failure =
                http.post("/step", "{\"action\":{\"text\":\"throw: boom\"},\"request_id\":\"r2\"}");
        assertThat(failure.statusCode()).isEqualTo(500);
        assertThat(failure.headers().firstValue("X-Request-ID")).hasValue("r2");
    }

    @Test
    void anIdThatNoHeaderCanCarryIsNotEchoed() {
        HttpResponse<String> answer =
                http.post("/step", "{\"action\":{\"text\":\"a\"},\"request_id\":\"r\\r\\nSet-Cookie: a=b\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("x-request-id", "set-cookie");
    }

    @Test
    void answersWhatTheEnvironmentThrowsAsJson() {
        assertJson(http.post("/step", "{\"action\":{\"text\":\"throw: boom\"}}"), 500, "{\"detail\":\"boom\"}");
        assertThat(http.get("/state").statusCode()).isEqualTo(200);
    }

    @Test
    void answersThatTheEnvironmentCantBeMade() {
        provider.broken(true);
        assertJson(
                http.post("/reset", ""), 500, "{\"detail\":\"Environment factory 'fake' failed to create instance.\"}");
        provider.broken(false);
        assertThat(http.post("/reset", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /reset | []                   | {"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","input":[]}
            /reset | {"seed":-1}          | {"type":"greater_than_equal","loc":["body","seed"],"msg":"Input should be greater than or equal to 0","input":-1,"ctx":{"ge":0}}
            /reset | {"seed":"abc"}       | {"type":"int_parsing","loc":["body","seed"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"abc"}
            /reset | {"seed":1.5}         | {"type":"int_from_float","loc":["body","seed"],"msg":"Input should be a valid integer, got a number with a fractional part","input":1.5}
            /reset | {"episode_id":5}     | {"type":"string_type","loc":["body","episode_id"],"msg":"Input should be a valid string","input":5}
            /reset | {bad                 | {"type":"json_invalid","loc":["body",1],"msg":"JSON decode error","input":{},"ctx":{"error":"Expecting property name enclosed in double quotes"}}
            /step  | {"action": {"code":"print(1)"}| {"type":"json_invalid","loc":["body",30],"msg":"JSON decode error","input":{},"ctx":{"error":"Expecting ',' delimiter"}}
            /step  | ``                   | {"type":"missing","loc":["body"],"msg":"Field required","input":null}
            /step  | null                 | {"type":"missing","loc":["body"],"msg":"Field required","input":null}
            /step  | {}                   | {"type":"missing","loc":["body","action"],"msg":"Field required","input":{}}
            /step  | {"code":"print(1)"}  | {"type":"missing","loc":["body","action"],"msg":"Field required","input":{"code":"print(1)"}}
            /step  | {"action":"x"}       | {"type":"dict_type","loc":["body","action"],"msg":"Input should be a valid dictionary","input":"x"}
            /step  | {"action":null}      | {"type":"dict_type","loc":["body","action"],"msg":"Input should be a valid dictionary","input":null}
            /step  | {"action":{"text":"a"},"timeout_s":0}     | {"type":"greater_than","loc":["body","timeout_s"],"msg":"Input should be greater than 0","input":0,"ctx":{"gt":0.0}}
            /step  | {"action":{"text":"a"},"timeout_s":"abc"} | {"type":"float_parsing","loc":["body","timeout_s"],"msg":"Input should be a valid number, unable to parse string as a number","input":"abc"}
            /step  | {"action":{}}                   | {"type":"missing","loc":["text"],"msg":"Field required","input":{}}
            /step  | {"action":{"text":1}}           | {"type":"string_type","loc":["text"],"msg":"Input should be a valid string","input":1}
            /step  | {"action":{"text":"1","foo":2}} | {"type":"extra_forbidden","loc":["foo"],"msg":"Extra inputs are not permitted","input":2}
            """)
    void refusesAsTheReferenceDoes(String path, String body, String error) {
        assertJson(http.post(path, body), 422, "{\"detail\":[" + error + "]}");
    }

    @Test
    void refusesAnEpisodeIdThatIsTooLong() {
        HttpResponse<String> response = http.post("/reset", "{\"episode_id\":\"" + "e".repeat(256) + "\"}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body())
                .contains("\"type\":\"string_too_long\"", "at most 255 characters", "\"ctx\":{\"max_length\":255}");
        assertThat(http.post("/reset", "{\"episode_id\":\"" + "😀".repeat(255) + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded"})
    void refusesABodyThatIsNotCalledJson(String contentType) {
        byte[] body = "{\"seed\":1}".getBytes(StandardCharsets.UTF_8);
        assertJson(
                http.post("/reset", body, contentType),
                422,
                "{\"detail\":[{\"type\":\"model_attributes_type\",\"loc\":[\"body\"],\"msg\":\"Input should be a valid dictionary"
                        + " or object to extract fields from\",\"input\":\"{\\\"seed\\\":1}\"}]}");
    }

    @Test
    void takesJsonWithParametersInItsType() {
        byte[] body = "{\"action\":{\"text\":\"é\"}}".getBytes(StandardCharsets.UTF_8);
        assertThat(http.post("/step", body, "Application/JSON; charset=utf-8").body())
                .contains("\"text\":\"é\"");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(http.post("/step", new byte[] {(byte) 0xff, (byte) 0xfe}, "application/json")
                        .body())
                .contains("\"loc\":[\"body\",0]", "Expecting value");
    }

    @Test
    void survivesANumberThatIsNone() {
        assertThat(http.post("/step", "{\"action\":{\"text\":\"a\"},\"timeout_s\":NaN}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(http.post("/step", "{\"action\":{\"text\":\"a\"},\"timeout_s\":1e400}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        HttpResponse<String> response = http.post("/step", "{\"action\":{\"text\":\"" + "x".repeat(5000) + "\"}}");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("4096 bytes");
        assertThat(http.get("/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/ws", "/envs/other/health", "/envs/fake", "/reset/x"})
    void answersUnknownPathsAsJson(String path) {
        assertJson(http.get(path), 404, "{\"detail\":\"Not Found\"}");
    }

    @ParameterizedTest
    @CsvSource({"POST,/health,GET", "GET,/reset,POST", "GET,/step,POST", "DELETE,/state,GET", "OPTIONS,/schema,GET"})
    void answersWrongMethodsAsJson(String method, String path, String allowed) {
        HttpResponse<String> response = http.method(method, path);
        assertJson(response, 405, "{\"detail\":\"Method Not Allowed\"}");
        assertThat(response.headers().firstValue("allow")).hasValue(allowed);
    }
}
