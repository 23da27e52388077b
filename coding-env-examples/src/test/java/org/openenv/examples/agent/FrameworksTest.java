package org.openenv.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.adk.codeexecutors.CodeExecutionUtils.CodeExecutionInput;
import com.google.adk.codeexecutors.CodeExecutionUtils.File;
import com.google.common.collect.ImmutableList;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.tool.ToolProviderRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.client.CodingEnv;
import org.openenv.coding.client.CodingTool;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.model.ToolContext;

/** The adapters to agent frameworks, each used as its framework does, without a model. */
class FrameworksTest {

    private static EnvironmentHost host;
    private static CodingTool tool;

    @BeforeAll
    static void serve() {
        host = EnvironmentHost.start(
                HostConfig.defaults().withHost("127.0.0.1").withPort(0), List.of(new CodingEnvironmentProvider()));
        tool = tool(host.uri().toString());
    }

    static CodingTool tool(String server) {
        return new CodingTool(() -> CodingEnv.connect(server), 100);
    }

    @AfterAll
    static void stop() {
        tool.close();
        host.close();
    }

    private static void assumeMatplotlib() {
        assumeTrue(tool.call("look", "import matplotlib").outcome().isSuccess(), "matplotlib is not installed");
    }

    private static ToolExecutionRequest request(String code) {
        return ToolExecutionRequest.builder()
                .id("1")
                .name(CodingTool.NAME)
                .arguments("{\"code\": \"" + code.replace("\n", "\\n") + "\"}")
                .build();
    }

    @Test
    void langChain4jKeepsTheMemoriesApart() {
        var python = new LangChain4jPython(tool);
        var provided = python.provideTools(new ToolProviderRequest("a", UserMessage.from("hi")));
        var executor = provided.aiServiceTools().get(0).toolExecutor();

        assertThat(executor.execute(request("x = 6"), "a")).isEqualTo("(no output)");
        assertThat(executor.execute(request("print(x)\nx * 7"), "a")).isEqualTo("6\n42");
        assertThat(executor.execute(request("x"), "b")).contains("NameError");
        assertThat(executor.execute(
                        ToolExecutionRequest.builder()
                                .name("run_python")
                                .arguments("{")
                                .build(),
                        "a"))
                .contains("takes one text, code");
    }

    @Test
    void springAiKeepsTheConversationsApart() {
        var python = new SpringAiPython(tool).getToolCallbacks()[0];
        var one = new ToolContext(Map.of(ChatMemory.CONVERSATION_ID, "one"));

        assertThat(python.getToolDefinition().name()).isEqualTo("run_python");
        assertThat(python.getToolDefinition().inputSchema()).contains("\"required\":[\"code\"]");
        assertThat(python.call("{\"code\": \"x = 1\"}", one)).isEqualTo("(no output)");
        assertThat(python.call("{\"code\": \"x\"}", one)).isEqualTo("1");
        assertThat(python.call("{\"code\": \"x\"}")).contains("NameError");
        assertThat(python.call("[]", one)).contains("takes one text, code");
    }

    @Test
    void adkHasStateFilesAndFailures() {
        var python = new AdkPython(tool);
        String csv = Base64.getEncoder().encodeToString("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        var file =
                File.builder().name("d.csv").content(csv).mimeType("text/csv").build();
        var first = python.executeCode(
                null,
                CodeExecutionInput.builder()
                        .code("import sys\ntext = open('d.csv').read()\nprint('note', file=sys.stderr)\nprint(text)")
                        .inputFiles(ImmutableList.of(file))
                        .executionId(Optional.of("s"))
                        .build());
        var second = python.executeCode(
                null,
                CodeExecutionInput.builder()
                        .code("print(len(text))\n1 / 0")
                        .executionId(Optional.of("s"))
                        .build());

        assertThat(python.stateful()).isTrue();
        assertThat(first.stdout()).isEqualTo("a,b\n1,2\n\n");
        assertThat(first.stderr()).isEmpty();
        assertThat(second.stdout()).isEqualTo("8\n");
        assertThat(second.stderr()).contains("ZeroDivisionError");
    }

    @Test
    void aModelUploadsACsvPlotsItAndSeesThePicture(@TempDir Path folder) throws IOException {
        assumeMatplotlib();
        Path csv = Files.writeString(folder.resolve("sales.csv"), "month,total\n1,20\n2,35\n");
        String plot = "import csv, matplotlib.pyplot as plt\nrows = list(csv.DictReader(open('sales.csv')))\n"
                + "plt.plot([int(r['total']) for r in rows])\nplt.show()\nprint(len(rows), 'rows')";
        var model = new ScriptedModel(AiMessage.from(request(plot)), AiMessage.from("It rises."));

        assertThat(new CsvAgent(model, tool).answer(csv, "Does it rise?")).isEqualTo("It rises.");
        assertThat(model.seen).hasSize(1);
        var contents = model.seen.get(0).contents();
        assertThat(contents.get(0)).isEqualTo(TextContent.from("2 rows\n"));
        var image = ((ImageContent) contents.get(1)).image();
        assertThat(image.mimeType()).isEqualTo("image/png");
        assertThat(Base64.getDecoder().decode(image.base64Data())).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void theOldestConversationMakesRoomAndAnEndedOneBeginsAnew() {
        try (var few = new CodingTool(() -> CodingEnv.connect(host.uri()), 1)) {
            few.call(1, "x = 1");
            assertThat(few.call(1, "x").text()).isEqualTo("1");
            few.call(2, "x = 2");
            assertThat(few.call(1, "x").text()).contains("NameError");
            few.call(1, "x = 3");
            few.end(1);
            assertThat(few.call(1, "x").text()).contains("NameError");
            assertThat(few.call(1, "import os; os._exit(3)").text()).contains("variables and files are gone");
        }
    }

    private static final class ScriptedModel implements ChatModel {

        private final Queue<AiMessage> script;
        private final List<ToolExecutionResultMessage> seen = new ArrayList<>();

        ScriptedModel(AiMessage... script) {
            this.script = new ArrayDeque<>(List.of(script));
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            if (request.messages().get(request.messages().size() - 1) instanceof ToolExecutionResultMessage result) {
                seen.add(result);
            }
            return ChatResponse.builder().aiMessage(script.remove()).build();
        }
    }
}
