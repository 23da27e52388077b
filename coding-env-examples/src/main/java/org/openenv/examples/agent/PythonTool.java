package org.openenv.examples.agent;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.code.CodeExecutionEngine;
import java.util.Objects;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.Environment;

/**
 * Python for a model: runs each program in the episode of a coding environment, local or remote, so that variables stay from
 * one call to the next and programs are held to the environment's sandbox and limits.
 *
 * <p>Used by one thread at a time, unless the environment is a client's. Whoever made the environment closes it.
 */
public final class PythonTool implements CodeExecutionEngine {

    private final Environment<CodeAction, CodeObservation, CodeState> environment;

    /**
     * Makes a tool.
     *
     * @param environment where the programs run, such as a {@code CodingEnv}'s
     */
    public PythonTool(Environment<CodeAction, CodeObservation, CodeState> environment) {
        this.environment = Objects.requireNonNull(environment, "environment is required");
    }

    /**
     * Runs a program.
     *
     * @param code Python
     * @return what a model needs to go on: what was printed, and the error if there was one
     */
    @Override
    @Tool("Runs a Python program and returns what it prints. Variables are kept from one call to the next.")
    public String execute(@P("the program; print what you want to know") String code) {
        CodeObservation seen = environment.step(new CodeAction(code)).observation();
        if (seen.exitCode() == 0) {
            return seen.stdout().isEmpty() ? "(nothing was printed)" : seen.stdout();
        }
        return seen.stdout() + seen.stderr() + "(exit code " + seen.exitCode() + ")";
    }
}
