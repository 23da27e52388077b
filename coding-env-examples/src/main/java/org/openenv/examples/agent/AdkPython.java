package org.openenv.examples.agent;

import com.google.adk.agents.InvocationContext;
import com.google.adk.codeexecutors.BaseCodeExecutor;
import com.google.adk.codeexecutors.CodeExecutionUtils.CodeExecutionInput;
import com.google.adk.codeexecutors.CodeExecutionUtils.CodeExecutionResult;
import com.google.adk.codeexecutors.CodeExecutionUtils.File;
import com.google.common.collect.ImmutableList;
import java.util.Base64;
import org.openenv.coding.client.CodingTool;
import org.openenv.core.Workspace;

/**
 * Python for an agent of Google's ADK, by {@code .codeExecutor(new AdkPython(tool))}: each session has an episode of its own,
 * in which the agent's input files lie; figures come back as output files. Whoever made the tool closes it.
 */
public final class AdkPython extends BaseCodeExecutor {

    private final CodingTool tool;

    /**
     * Makes an adapter.
     *
     * @param tool where the programs run
     */
    public AdkPython(CodingTool tool) {
        this.tool = tool;
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public CodeExecutionResult executeCode(InvocationContext context, CodeExecutionInput input) {
        Object session = input.executionId().orElseGet(() -> context.session().id());
        if (!input.inputFiles().isEmpty()) {
            Workspace files = tool.environment(session).workspace();
            input.inputFiles()
                    .forEach(
                            file -> files.write(file.name(), Base64.getDecoder().decode(file.content())));
        }
        CodingTool.Reply reply = tool.call(session, input.code());
        ImmutableList.Builder<File> figures = ImmutableList.builder();
        for (int i = 0; i < reply.images().size(); i++) {
            var image = reply.images().get(i);
            String ending = image.mediaType().substring("image/".length());
            figures.add(File.builder()
                    .name("figure-" + (i + 1) + "." + ending)
                    .content(image.base64())
                    .mimeType(image.mediaType())
                    .build());
        }
        return CodeExecutionResult.builder()
                .stdout(reply.outcome()
                        .value()
                        .map(value -> reply.observation().stdout() + value)
                        .orElse(reply.observation().stdout()))
                // ADK takes any error output for a failure
                .stderr(reply.outcome().isSuccess() ? "" : reply.observation().stderr())
                .outputFiles(figures.build())
                .build();
    }
}
