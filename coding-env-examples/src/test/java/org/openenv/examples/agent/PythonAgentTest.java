package org.openenv.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.code.CodeExecutionEngine;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.client.EnvClient;
import org.openenv.core.testing.ServeEnvironment;

@ServeEnvironment(CodingEnvironmentProvider.class)
class PythonAgentTest {

    @Test
    void aModelRunsProgramsThatBuildOnEachOtherAndAnswers(EnvClient<CodeAction, CodeObservation, CodeState> env) {
        var model = new ScriptedModel(wants("x = 6"), wants("print(x * 7)"), AiMessage.from("It is 42."));

        assertThat(new PythonAgent(model, new PythonTool(env)).answer("What is six times seven?"))
                .isEqualTo("It is 42.");
        assertThat(model.told).containsExactly("(nothing was printed)", "42\n");
        assertThat(model.offered).containsExactly("execute");
        assertThat(env.state().stepCount()).isEqualTo(2);
    }

    @Test
    void aModelLearnsWhatWentWrong(EnvClient<CodeAction, CodeObservation, CodeState> env) {
        var nonsense = AiMessage.from(ToolExecutionRequest.builder()
                .id("2")
                .name("shell")
                .arguments("{}")
                .build());
        var model = new ScriptedModel(wants("1 / 0"), nonsense, AiMessage.from("I can't."));

        assertThat(new PythonAgent(model, new PythonTool(env)).answer("?")).isEqualTo("I can't.");
        assertThat(model.told.get(0)).contains("ZeroDivisionError", "(exit code 1)");
        assertThat(model.told.get(1)).startsWith("There is one tool");
    }

    @Test
    void aModelThatNeverAnswersIsStopped(EnvClient<CodeAction, CodeObservation, CodeState> env) {
        var again = new AiMessage[20];
        Arrays.fill(again, wants("1"));

        assertThatThrownBy(() -> new PythonAgent(new ScriptedModel(again), new PythonTool(env)).answer("?"))
                .hasMessage("no answer after 10 rounds");
    }

    @Test
    void theToolIsACodeExecutionEngine(EnvClient<CodeAction, CodeObservation, CodeState> env) {
        CodeExecutionEngine engine = new PythonTool(env);

        assertThat(engine.execute("import sys; print(sys.version_info.major)")).isEqualTo("3\n");
    }

    private static AiMessage wants(String code) {
        return AiMessage.from(ToolExecutionRequest.builder()
                .id("1")
                .name("execute")
                .arguments("{\"code\": \"" + code + "\"}")
                .build());
    }

    /** Says what it was given to say, in order, and keeps what it was told and offered. */
    private static final class ScriptedModel implements ChatModel {

        private final Queue<AiMessage> script;
        private final List<String> told = new ArrayList<>();
        private List<String> offered = List.of();

        ScriptedModel(AiMessage... script) {
            this.script = new ArrayDeque<>(List.of(script));
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            List<ChatMessage> messages = request.messages();
            if (messages.get(messages.size() - 1) instanceof ToolExecutionResultMessage result) {
                told.add(result.text());
            }
            offered = request.toolSpecifications().stream()
                    .map(tool -> tool.name())
                    .toList();
            return ChatResponse.builder().aiMessage(script.remove()).build();
        }
    }
}
