package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.openenv.core.testing.Eventually.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.ScriptedServer;

/** The tools of an environment, called by the Java client in its own session. */
class ToolsTest {

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    /** Says twice what it is told. */
    record Twice(String text) {}

    private void offerTwice() {
        provider.tools(List.of(Tool.of("twice", "Says it twice.", Twice.class, (world, twice) -> {
            world.step(new Say(twice.text(), null));
            String said = world.step(new Say(twice.text(), null)).observation().text();
            return ToolResult.text(said).withData(Map.of("said", said));
        })));
    }

    private static OpenEnvException failure(CompletableFuture<?> future) {
        return (OpenEnvException)
                catchThrowableOfType(CompletionException.class, future::join).getCause();
    }

    @Test
    void toolsActInTheClientsOwnSession() {
        offerTwice();
        try (var hosted = HostedEnvironment.serve(provider)) {
            var client = hosted.connect();
            client.step(new Say("one", null));
            assertThat(client.tools().list()).singleElement().satisfies(tool -> {
                assertThat(tool.name()).isEqualTo("twice");
                assertThat(tool.description()).isEqualTo("Says it twice.");
                assertThat(tool.inputSchema()).containsKey("properties");
            });
            ToolAnswer answer = client.tools().call("twice", Map.of("text", "hi"));
            assertThat(answer.text()).isEqualTo("hi");
            assertThat(answer.data()).isEqualTo(Map.of("said", "hi"));
            assertThat(answer.error()).isFalse();
            assertThat(client.state().stepCount()).isEqualTo(3);
        }
    }

    @Test
    void anEnvironmentWithoutToolsHasOneThatTakesAStep() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            var client = hosted.connect();
            String name = client.tools().list().get(0).name();
            ToolAnswer answer = client.tools().call(name, Map.of("text", "hi"));
            assertThat(answer.fields()).containsKey("content");
            assertThat(client.state().stepCount()).isEqualTo(1);
            assertThat(client.tools().call(name, Map.of("words", "hi")).error()).isTrue();
        }
    }

    @Test
    void whatIsRefusedSaysWhy() {
        offerTwice();
        try (var hosted = HostedEnvironment.serve(provider)) {
            var client = hosted.connect();
            OpenEnvException unknown = failure(client.tools().callAsync("thrice", Map.of()));
            assertThat(unknown.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
            assertThat(unknown).hasMessage("Tool not found: thrice");
            assertThat(client.tools().call("twice", Map.of("text", "on")).text())
                    .isEqualTo("on");
        }
    }

    @Test
    void aCallThatIsCancelledInterruptsItsToolIfAsked() {
        try (var hosted = HostedEnvironment.serve(provider);
                var client = EnvClient.connect(
                        hosted.host().uri(),
                        FakeEnvironment.TYPES,
                        ClientConfig.defaults().withInterruptOnCancel(true))) {
            String step = client.tools().list().get(0).name();
            var call = client.tools().callAsync(step, Map.of("text", "block"));
            await("the tool blocks", () -> provider.blocked() == 1);
            call.cancel(true);
            assertThat(client.step(new Say("on", null)).observation().text()).isEqualTo("on");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'content':[{'type':'text','text':'5'}],'structured_content':{'result':5},'meta':null,'data':5,'is_error':false} | 5 | false",
                "{'done':false,'reward':null,'metadata':{},'tool_name':'add','result':5,'error':null} | 5 | false",
                "{'content':[{'type':'text','text':'no'}],'isError':true} | | true",
            })
    void theResultsOfOtherServersAreRead(String result, Integer data, boolean error) {
        String json = result.replace('\'', '"');
        try (var server = new ScriptedServer((channel, text) -> {
                    if (text.contains("request_id")) { // as the Python reference
                        ScriptedServer.send(
                                channel,
                                "{\"type\":\"error\",\"data\":{\"message\":\"Invalid message\",\"code\":\"VALIDATION_ERROR\","
                                        + "\"errors\":[{\"type\":\"extra_forbidden\",\"loc\":[\"request_id\"],\"msg\":\"\"}]}}");
                    } else if (text.contains("tools/call")) {
                        ScriptedServer.send(
                                channel,
                                "{\"type\":\"mcp\",\"data\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}}");
                    }
                });
                var client = EnvClient.connect(server.address(), FakeEnvironment.TYPES)) {
            ToolAnswer answer = client.tools().call("add", Map.of("a", 2, "b", 3));
            assertThat(answer.data()).isEqualTo(data);
            assertThat(answer.error()).isEqualTo(error);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'mcp','data':{'jsonrpc':'2.0','id':1,'error':{'code':-32603,'message':'boom'}}} | EXECUTION_ERROR",
                "{'type':'mcp','data':{'jsonrpc':'2.0','id':1,'error':{'code':'x'}}} | EXECUTION_ERROR",
                "{'type':'mcp','data':{'jsonrpc':'2.0','id':1}} | INVALID_ANSWER",
                "{'type':'mcp','data':{'result':{'tools':[{'description':'no name'}]}}} | INVALID_ANSWER",
                "{'type':'mcp','data':{'result':{'tools':7}}} | INVALID_ANSWER",
                "{'type':'mcp','data':7} | INVALID_ANSWER",
                "{'type':'error','data':{'message':'Unknown message type: mcp','code':'UNKNOWN_TYPE'}} | UNKNOWN_TYPE",
            })
    void answersThatAreNoneAreErrors(String answer, ErrorCode code) {
        try (var server =
                        new ScriptedServer((channel, text) -> ScriptedServer.send(channel, answer.replace('\'', '"')));
                var client = EnvClient.connect(server.address(), FakeEnvironment.TYPES)) {
            OpenEnvException failure = catchThrowableOfType(
                    OpenEnvException.class, () -> client.tools().list());
            assertThat(failure.code()).isEqualTo(code);
        }
    }
}
