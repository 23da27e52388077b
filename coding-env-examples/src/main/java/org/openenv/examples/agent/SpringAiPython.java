package org.openenv.examples.agent;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.client.CodingTool;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Python for Spring AI's {@code ChatClient}, by {@code .toolCallbacks(new SpringAiPython(tool))}: each conversation id in the
 * tool context has an episode of its own, those without share one. Whoever made the tool closes it.
 */
public final class SpringAiPython implements ToolCallbackProvider, ToolCallback {

    private record Definition(String name, String description, String inputSchema) implements ToolDefinition {}

    private final CodingTool tool;

    /**
     * Makes an adapter.
     *
     * @param tool where the programs run
     */
    public SpringAiPython(CodingTool tool) {
        this.tool = tool;
    }

    @Override
    public ToolCallback[] getToolCallbacks() {
        return new ToolCallback[] {this};
    }

    @Override
    public ToolDefinition getToolDefinition() {
        return new Definition(CodingTool.NAME, CodingTool.DESCRIPTION, CodingTool.SCHEMA);
    }

    @Override
    public String call(String arguments) {
        return call(arguments, null);
    }

    /** Returns text: a tool of Spring AI answers with nothing else. */
    @Override
    public String call(String arguments, @Nullable ToolContext context) {
        Map<String, Object> given = context == null ? Map.of() : context.getContext();
        Object conversation = given.getOrDefault(ChatMemory.CONVERSATION_ID, ChatMemory.DEFAULT_CONVERSATION_ID);
        try {
            CodingTool.Reply reply = tool.callWithArguments(conversation, arguments);
            return reply.images().isEmpty()
                    ? reply.text()
                    : reply.text() + "\n(" + reply.images().size() + " figures were drawn)";
        } catch (IllegalArgumentException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }
}
