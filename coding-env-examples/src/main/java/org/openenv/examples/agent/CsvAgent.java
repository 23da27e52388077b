package org.openenv.examples.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openenv.coding.client.CodingTool;

/**
 * An agent that answers questions about a CSV: the file is uploaded into the conversation's episode, the model's programs read
 * and plot it, and the model sees the figures.
 */
public final class CsvAgent {

    private static final int MAX_ROUNDS = 10;

    private final ChatModel model;
    private final CodingTool tool;

    /**
     * Makes an agent.
     *
     * @param model who thinks; one that sees pictures
     * @param tool where its programs run
     */
    public CsvAgent(ChatModel model, CodingTool tool) {
        this.model = model;
        this.tool = tool;
    }

    /**
     * Has the model answer a question about a file.
     *
     * @param csv the file
     * @param question the question
     * @return the answer
     * @throws IllegalStateException if it still wants programs run after ten rounds
     */
    public String answer(Path csv, String question) {
        String name = String.valueOf(csv.getFileName());
        var python = new LangChain4jPython(tool);
        tool.environment(this).workspace().upload(csv, name);
        List<ToolSpecification> tools = List.of(LangChain4jPython.SPECIFICATION);
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from(name + " is there. " + question)));
        for (int round = 0; round < MAX_ROUNDS; round++) {
            AiMessage said = model.chat(ChatRequest.builder()
                            .messages(messages)
                            .toolSpecifications(tools)
                            .build())
                    .aiMessage();
            if (!said.hasToolExecutionRequests()) {
                tool.end(this);
                return said.text();
            }
            messages.add(said);
            said.toolExecutionRequests().forEach(request -> messages.add(told(python, request)));
        }
        throw new IllegalStateException("no answer after " + MAX_ROUNDS + " rounds");
    }

    private ToolExecutionResultMessage told(LangChain4jPython python, ToolExecutionRequest request) {
        var result = python.run(request, this);
        return ToolExecutionResultMessage.builder()
                .id(request.id())
                .toolName(request.name())
                .contents(result.resultContents())
                .isError(result.isError())
                .build();
    }
}
