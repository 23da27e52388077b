package org.openenv.examples.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import java.util.ArrayList;
import java.util.List;
import org.openenv.coding.client.CodingTool;

/**
 * Python for LangChain4j's {@code AiServices}, by {@code .toolProvider(new LangChain4jPython(tool))}: each chat memory has an
 * episode of its own. Whoever made the tool closes it.
 */
public final class LangChain4jPython implements ToolProvider, ToolExecutor {

    static final ToolSpecification SPECIFICATION = ToolSpecification.builder()
            .name(CodingTool.NAME)
            .description(CodingTool.DESCRIPTION)
            .parameters(JsonObjectSchema.builder()
                    .addStringProperty("code", "The program's text.")
                    .required("code")
                    .build())
            .build();

    private final CodingTool tool;

    /**
     * Makes an adapter.
     *
     * @param tool where the programs run
     */
    public LangChain4jPython(CodingTool tool) {
        this.tool = tool;
    }

    @Override
    public ToolProviderResult provideTools(ToolProviderRequest request) {
        return ToolProviderResult.builder().add(SPECIFICATION, this).build();
    }

    @Override
    public String execute(ToolExecutionRequest request, Object memoryId) {
        return run(request, memoryId).resultText();
    }

    @Override
    public ToolExecutionResult executeWithContext(ToolExecutionRequest request, InvocationContext context) {
        return run(request, context.chatMemoryId());
    }

    ToolExecutionResult run(ToolExecutionRequest request, Object memoryId) {
        CodingTool.Reply reply;
        try {
            reply = tool.callWithArguments(memoryId, request.arguments());
        } catch (IllegalArgumentException wrong) {
            return ToolExecutionResult.builder()
                    .isError(true)
                    .resultText(String.valueOf(wrong.getMessage()))
                    .build();
        }
        var result = ToolExecutionResult.builder().isError(!reply.outcome().isSuccess());
        if (reply.images().isEmpty()) {
            return result.resultText(reply.text()).build();
        }
        List<Content> contents = new ArrayList<>(List.of(TextContent.from(reply.text())));
        reply.images().forEach(image -> contents.add(ImageContent.from(image.base64(), image.mediaType())));
        return result.resultContents(contents).build();
    }
}
