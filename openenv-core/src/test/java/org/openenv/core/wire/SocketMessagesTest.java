package org.openenv.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.GenericObservation;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;

class SocketMessagesTest {

    private final WireCodec<Say, Heard, Tally> codec = new WireCodec<>(FakeEnvironment.TYPES);

    @Test
    void readsAStep() {
        assertThat(codec.readClientMessage("{\"type\": \"step\", \"data\": {\"text\": \"hi\"}}"))
                .isEqualTo(new ClientMessage.Step<>(new Say("hi", null), StepOptions.none(), null));
    }

    @Test
    void readsAStepWithEveryField() {
        assertThat(codec.readClientMessage("""
                        {"type":"step","data":{"text":"hi","times":"2","metadata":{"a":1}},"timeout_s":1.5,"request_id":"r1"}"""))
                .isEqualTo(
                        new ClientMessage.Step<>(new Say("hi", 2), StepOptions.timeout(Duration.ofMillis(1500)), "r1"));
    }

    @Test
    void readsAResetWithAndWithoutData() {
        assertThat(codec.readClientMessage("{\"type\":\"reset\"}"))
                .isEqualTo(new ClientMessage.Reset<>(ResetOptions.none(), null));
        assertThat(codec.readClientMessage(
                        "{\"type\":\"reset\",\"data\":{\"seed\":1,\"episode_id\":\"x\",\"level\":[2,{\"a\":null}]}}"))
                .isEqualTo(new ClientMessage.Reset<>(
                        ResetOptions.none()
                                .withSeed(1)
                                .withEpisodeId("x")
                                .withExtra("level", Arrays.asList(2, Collections.singletonMap("a", null))),
                        null));
    }

    @Test
    void readsStateAndClose() {
        assertThat(codec.readClientMessage("{\"type\":\"state\",\"request_id\":\"7\"}"))
                .isEqualTo(new ClientMessage.GetState<>("7"));
        assertThat(codec.readClientMessage("{\"type\":\"close\"}")).isEqualTo(new ClientMessage.Close<>(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {bad                  | INVALID_JSON | Invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
            ``                    | INVALID_JSON | Invalid JSON: Expecting value: line 1 column 1 (char 0)
            []                    | INVALID_JSON | Invalid JSON: a message is an object, such as {"type":"reset"}; got array
            null                  | INVALID_JSON | Invalid JSON: a message is an object, such as {"type":"reset"}; got null
            5                     | INVALID_JSON | Invalid JSON: a message is an object, such as {"type":"reset"}; got number
            {}                    | UNKNOWN_TYPE | `Unknown message type: `
            {"type":"nope"}       | UNKNOWN_TYPE | Unknown message type: nope
            {"type":"RESET"}      | UNKNOWN_TYPE | Unknown message type: RESET
            {"type":null}         | UNKNOWN_TYPE | Unknown message type: None
            {"type":true}         | UNKNOWN_TYPE | Unknown message type: True
            {"type":5}            | UNKNOWN_TYPE | Unknown message type: 5
            """)
    void refusesWhatIsNoRequest(String text, ErrorCode code, String message) {
        OpenEnvException refused = refusal(text);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.getMessage()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"step"}                                  | [{"type":"missing","loc":["data"],"msg":"Field required","input":{"type":"step"}}]
            {"type":"step","data":{}}                        | [{"type":"missing","loc":["text"],"msg":"Field required","input":{}}]
            {"type":"step","data":{"text":1}}                | [{"type":"string_type","loc":["text"],"msg":"Input should be a valid string","input":1}]
            {"type":"step","data":{"text":null}}             | [{"type":"string_type","loc":["text"],"msg":"Input should be a valid string","input":null}]
            {"type":"step","data":{"text":"1","foo":2}}      | [{"type":"extra_forbidden","loc":["foo"],"msg":"Extra inputs are not permitted","input":2}]
            {"type":"step","data":{"action":{"text":"1"}}}   | [{"type":"missing","loc":["text"],"msg":"Field required","input":{"action":{"text":"1"}}},{"type":"extra_forbidden","loc":["action"],"msg":"Extra inputs are not permitted","input":{"text":"1"}}]
            {"type":"step","data":"print(1)"}                | [{"type":"dict_type","loc":["data"],"msg":"Input should be a valid dictionary","input":"print(1)"}]
            {"type":"step","data":{"text":"1","metadata":3}} | [{"type":"dict_type","loc":["metadata"],"msg":"Input should be a valid dictionary","input":3}]
            {"type":"step","data":{"text":"a","times":1.5}}  | [{"type":"int_from_float","loc":["times"],"msg":"Input should be a valid integer, got a number with a fractional part","input":1.5}]
            {"type":"step","data":{"text":"a"},"timeout_s":0} | [{"type":"greater_than","loc":["timeout_s"],"msg":"Input should be greater than 0","input":0,"ctx":{"gt":0.0}}]
            {"type":"step","data":{"text":"a"},"seed":1}     | [{"type":"extra_forbidden","loc":["seed"],"msg":"Extra inputs are not permitted","input":1}]
            {"type":"reset","data":[]}                       | [{"type":"dict_type","loc":["data"],"msg":"Input should be a valid dictionary","input":[]}]
            {"type":"reset","data":null}                     | [{"type":"dict_type","loc":["data"],"msg":"Input should be a valid dictionary","input":null}]
            {"type":"reset","data":{"seed":-1}}              | [{"type":"greater_than_equal","loc":["data","seed"],"msg":"Input should be greater than or equal to 0","input":-1,"ctx":{"ge":0}}]
            {"type":"reset","seed":1}                        | [{"type":"extra_forbidden","loc":["seed"],"msg":"Extra inputs are not permitted","input":1}]
            {"type":"state","data":{}}                       | [{"type":"extra_forbidden","loc":["data"],"msg":"Extra inputs are not permitted","input":{}}]
            {"type":"close","data":1}                        | [{"type":"extra_forbidden","loc":["data"],"msg":"Extra inputs are not permitted","input":1}]
            {"type":"state","request_id":5}                  | [{"type":"string_type","loc":["request_id"],"msg":"Input should be a valid string","input":5}]
            """)
    void listsEachFieldThatIsWrong(String text, String errors) {
        OpenEnvException refused = refusal(text);
        assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
        assertThat(refused).hasMessage("Invalid message");
        assertThat(WireCodec.writeValue(refused.details().get("errors"))).isEqualTo(errors);
    }

    @Test
    void carriesInterrupts() {
        assertThat(codec.readClientMessage("{\"type\":\"interrupt\"}")).isEqualTo(new ClientMessage.Interrupt<>(null));
        assertThat(codec.write(new ClientMessage.Interrupt<>(null))).isEqualTo("{\"type\":\"interrupt\"}");
        String answer = codec.write(new ServerMessage.Interrupted<>(true), null);
        assertThat(answer).isEqualTo("{\"type\":\"interrupt\",\"data\":{\"interrupted\":true}}");
        assertThat(codec.readServerMessage(answer)).isEqualTo(new ServerMessage.Interrupted<>(true));
    }

    @Test
    void aRefusalNamesTheRequestItRefuses() {
        OpenEnvException refused = refusal("{\"type\":\"step\",\"data\":{},\"request_id\":\"7\"}");
        assertThat(codec.write(ServerMessage.Failed.of(refused), null)).endsWith("},\"request_id\":\"7\"}");
        OpenEnvException unnamed = refusal("{\"type\":\"state\",\"request_id\":5}");
        assertThat(codec.write(ServerMessage.Failed.of(unnamed), null)).endsWith("]}}");
    }

    @Test
    void doesNotEchoALargeMistakeWhole() {
        OpenEnvException refused = refusal("{\"type\":\"step\",\"data\":\"" + "x".repeat(1_000_000) + "\"}");
        assertThat(WireCodec.writeValue(refused.details())).hasSizeLessThan(10_000);
    }

    @Test
    void writesAnObservationWithoutEmptyMetadata() {
        StepResult<Heard> result = StepResult.of(new Heard("é\u0000\u001b", null), 0.1);
        assertThat(codec.write(new ServerMessage.Observed<>(result), null)).isEqualTo("""
                        {"type":"observation","data":{"observation":{"text":"é\\u0000\\u001b","seed":null,"metadata":{}},"reward":0.1,"done":false}}""");
    }

    @Test
    void writesAnObservationWithMetadataAndTheRequestsId() {
        StepResult<Heard> result = StepResult.of(new Heard("\ud800", 3L))
                .withMetadata("cause", "exited")
                .asDone();
        assertThat(codec.write(new ServerMessage.Observed<>(result), "r1")).isEqualTo("""
                        {"type":"observation","data":{"observation":{"text":"\ufffd","seed":3,"metadata":{"cause":"exited"}},"reward":null,"done":true,"metadata":{"cause":"exited"}},"request_id":"r1"}""");
    }

    @Test
    void writesTheBodyOfAnHttpAnswerWithFieldsOfTheModelOnly() {
        assertThat(codec.writeBody(new ServerMessage.Observed<>(StepResult.of(new Heard("a", null), 1))))
                .isEqualTo("""
                        {"observation":{"text":"a","seed":null,"metadata":{}},"reward":1.0,"done":false,"metadata":null}""");
        assertThat(codec.writeBody(new ServerMessage.Observed<>(
                        StepResult.of(new Heard("a", null)).withMetadata("m", List.of(1)))))
                .isEqualTo("""
                        {"observation":{"text":"a","seed":null,"metadata":{"m":[1]}},"reward":null,"done":false,"metadata":{"m":[1]}}""");
    }

    @Test
    void anObservationKeepsMetadataOfItsOwn() {
        var types = new EnvironmentTypes<>(Say.class, Noted.class, Tally.class);
        assertThat(new WireCodec<>(types)
                        .writeBody(new ServerMessage.Observed<>(
                                StepResult.of(new Noted("mine")).withMetadata("m", 1))))
                .isEqualTo("""
                        {"observation":{"metadata":"mine"},"reward":null,"done":false,"metadata":{"m":1}}""");
        var generic = new EnvironmentTypes<>(Say.class, GenericObservation.class, Tally.class);
        assertThat(new WireCodec<>(generic)
                        .writeBody(new ServerMessage.Observed<>(StepResult.of(new GenericObservation(Map.of())))))
                .isEqualTo("""
                        {"observation":{"metadata":{}},"reward":null,"done":false,"metadata":null}""");
        assertThat(new WireCodec<>(generic)
                        .writeBody(new ServerMessage.Observed<>(
                                StepResult.of(new GenericObservation(Map.of("metadata", 1))))))
                .isEqualTo("""
                        {"observation":{"metadata":1},"reward":null,"done":false,"metadata":null}""");
    }

    record Noted(String metadata) implements Observation {}

    @Test
    void readsMetadataWhereverAServerPutsIt() {
        for (String data : List.of(
                "\"observation\":{\"text\":\"a\",\"metadata\":{\"m\":1}}",
                "\"observation\":{\"text\":\"a\",\"metadata\":{\"m\":1}},\"metadata\":null",
                "\"observation\":{\"text\":\"a\",\"metadata\":{\"m\":2}},\"metadata\":{\"m\":1}",
                "\"observation\":{\"text\":\"a\"},\"metadata\":{\"m\":1}")) {
            assertThat(codec.readServerMessage("{\"type\":\"observation\",\"data\":{" + data + "}}"))
                    .isEqualTo(new ServerMessage.Observed<>(
                            StepResult.of(new Heard("a", null)).withMetadata("m", 1)));
        }
    }

    @Test
    void writesStateAndErrors() {
        assertThat(codec.write(new ServerMessage.StateIs<>(new Tally(null, 0, "")), null))
                .isEqualTo("{\"type\":\"state\",\"data\":{\"episode_id\":null,\"step_count\":0,\"last_text\":\"\"}}");
        assertThat(codec.write(
                        new ServerMessage.Failed<>(ErrorCode.FACTORY_ERROR, "no", Map.of("factory_name", "fake")),
                        null))
                .isEqualTo(
                        "{\"type\":\"error\",\"data\":{\"message\":\"no\",\"code\":\"FACTORY_ERROR\",\"factory_name\":\"fake\"}}");
    }

    @Test
    void sendsNothingTheReferenceServerWouldRefuse() {
        assertThat(codec.write(new ClientMessage.Step<>(new Say("hi", 2), StepOptions.none(), null)))
                .isEqualTo("{\"type\":\"step\",\"data\":{\"text\":\"hi\",\"times\":2}}");
        assertThat(codec.write(new ClientMessage.Reset<>(ResetOptions.none(), null)))
                .isEqualTo("{\"type\":\"reset\",\"data\":{}}");
        assertThat(codec.write(new ClientMessage.GetState<>(null))).isEqualTo("{\"type\":\"state\"}");
        assertThat(codec.write(new ClientMessage.Close<>(null))).isEqualTo("{\"type\":\"close\"}");
    }

    @Test
    void sendsWhatTheCallerSet() {
        assertThat(codec.write(
                        new ClientMessage.Step<>(new Say("hi", 1), StepOptions.timeout(Duration.ofMillis(2500)), null)))
                .isEqualTo("{\"type\":\"step\",\"data\":{\"text\":\"hi\",\"times\":1},\"timeout_s\":2.5}");
        assertThat(codec.write(new ClientMessage.Reset<>(
                        ResetOptions.none().withSeed(7).withEpisodeId("e").withExtra("level", 2), null)))
                .isEqualTo("{\"type\":\"reset\",\"data\":{\"seed\":7,\"episode_id\":\"e\",\"level\":2}}");
    }

    @Test
    void readsAnAnswerWithPresentAbsentAndUnknownFields() {
        assertThat(codec.readServerMessage("""
                        {"type":"observation","data":{"observation":{"text":"a","seed":1,"new":2},"reward":true,"done":true,"metadata":{"m":1},"x":0}}"""))
                .isEqualTo(new ServerMessage.Observed<>(StepResult.of(new Heard("a", 1L), 1.0)
                        .withMetadata("m", 1)
                        .asDone()));
        assertThat(codec.readServerMessage("{\"type\":\"observation\",\"data\":{\"observation\":{}}}"))
                .isEqualTo(new ServerMessage.Observed<>(StepResult.of(new Heard("", null))));
        assertThat(codec.readServerMessage("{\"type\":\"state\",\"data\":{\"step_count\":4}}"))
                .isEqualTo(new ServerMessage.StateIs<>(new Tally(null, 4, "")));
    }

    @Test
    void readsAnErrorWithItsDetails() {
        assertThat(codec.readServerMessage("""
                        {"type":"error","data":{"message":"full","code":"CAPACITY_REACHED","active_sessions":1,"max_sessions":1}}"""))
                .isEqualTo(new ServerMessage.Failed<>(
                        ErrorCode.CAPACITY_REACHED, "full", Map.of("active_sessions", 1, "max_sessions", 1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"observation"}
            {"type":"observation","data":{}}
            {"type":"observation","data":{"observation":{"text":1}}}
            {"type":"observation","data":{"observation":{},"reward":"much"}}
            {"type":"observation","data":{"observation":{},"reward":NaN}}
            {"type":"music","data":{}}
            {"type"
            []
            """)
    void refusesAnAnswerThatIsNone(String text) {
        OpenEnvException refused = catchThrowableOfType(OpenEnvException.class, () -> codec.readServerMessage(text));
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ANSWER);
    }

    private OpenEnvException refusal(String text) {
        return catchThrowableOfType(OpenEnvException.class, () -> codec.readClientMessage(text));
    }
}
