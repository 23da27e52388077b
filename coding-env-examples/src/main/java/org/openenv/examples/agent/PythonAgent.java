package org.openenv.examples.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openenv.core.wire.WireCodec;

/**
 * The loop of an agent, spelled out: ask the model, run the programs it wants run, tell it what they printed, until it
 * answers. LangChain4j's {@code AiServices} does the same with {@code .tools(new PythonTool(env))}.
 */
public final class PythonAgent {

    private static final int MAX_ROUNDS = 10;

    private final ChatModel model;
    private final PythonTool python;

    /**
     * Makes an agent.
     *
     * @param model who thinks
     * @param python what it may use
     */
    public PythonAgent(ChatModel model, PythonTool python) {
        this.model = model;
        this.python = python;
    }

    /**
     * Has the model answer a question.
     *
     * @param question the question
     * @return the answer
     * @throws IllegalStateException if it still wants programs run after ten rounds
     */
    public String answer(String question) {
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from(question)));
        for (int round = 0; round < MAX_ROUNDS; round++) {
            AiMessage said = model.chat(ChatRequest.builder()
                            .messages(messages)
                            .toolSpecifications(ToolSpecifications.toolSpecificationsFrom(PythonTool.class))
                            .build())
                    .aiMessage();
            if (!said.hasToolExecutionRequests()) {
                return said.text();
            }
            messages.add(said);
            said.toolExecutionRequests().forEach(request -> messages.add(run(request)));
        }
        throw new IllegalStateException("no answer after " + MAX_ROUNDS + " rounds");
    }

    private ToolExecutionResultMessage run(ToolExecutionRequest request) {
        if (request.name().equals("execute")
                && WireCodec.readValue(request.arguments()) instanceof Map<?, ?> arguments
                && arguments.get("code") instanceof String code) {
            return ToolExecutionResultMessage.from(request, python.execute(code));
        }
        return ToolExecutionResultMessage.from(request, "There is one tool, execute, and it takes one text, code.");
    }
}
