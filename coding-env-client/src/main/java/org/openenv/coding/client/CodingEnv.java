package org.openenv.coding.client;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.core.Environment;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;

/**
 * A coding environment on a server: programs go there, what they wrote comes back.
 *
 * <pre>{@code
 * try (var env = CodingEnv.connect("http://localhost:8000")) {
 *     env.reset();
 *     env.run("x = 5 + 3");
 *     System.out.print(env.run("print(f'Result: {x}')").observation().stdout());
 * }
 * }</pre>
 *
 * <p>Threads and errors are those of {@link EnvClient}. Closing ends the session; the server goes on.
 */
public final class CodingEnv implements Environment<CodeAction, CodeObservation, CodeState> {

    private final EnvClient<CodeAction, CodeObservation, CodeState> client;

    private CodingEnv(EnvClient<CodeAction, CodeObservation, CodeState> client) {
        this.client = client;
    }

    /**
     * Connects to a server with the default options.
     *
     * @param server where it is, such as {@code http://localhost:8000} or {@code localhost:8000}
     * @return a connected client; the caller closes it
     * @throws org.openenv.core.OpenEnvException if there is no server or it doesn't answer
     * @throws IllegalArgumentException if the address is none
     */
    public static CodingEnv connect(String server) {
        return connect(server, ClientConfig.defaults());
    }

    /**
     * Connects to a server with the default options.
     *
     * @param server where it is, such as {@code http://localhost:8000}
     * @return a connected client; the caller closes it
     * @throws org.openenv.core.OpenEnvException if there is no server or it doesn't answer
     * @throws IllegalArgumentException if the address is none
     */
    public static CodingEnv connect(URI server) {
        return connect(server.toString());
    }

    /**
     * Connects to a server.
     *
     * @param server where it is, such as {@code http://localhost:8000} or {@code localhost:8000}
     * @param config how to wait
     * @return a connected client; the caller closes it
     * @throws org.openenv.core.OpenEnvException if there is no server or it doesn't answer
     * @throws IllegalArgumentException if the address is none
     */
    public static CodingEnv connect(String server, ClientConfig config) {
        return new CodingEnv(EnvClient.connect(server, CodingTypes.TYPES, config));
    }

    /**
     * Runs a program in the episode: a step, in fewer words.
     *
     * @param code the program's text
     * @return what it wrote and earned
     */
    public StepResult<CodeObservation> run(String code) {
        return step(new CodeAction(code));
    }

    @Override
    public StepResult<CodeObservation> reset(ResetOptions options) {
        return client.reset(options);
    }

    @Override
    public StepResult<CodeObservation> step(CodeAction action, StepOptions options) {
        return client.step(action, options);
    }

    @Override
    public CodeState state() {
        return client.state();
    }

    /**
     * Starts a new episode without waiting for it.
     *
     * @param options the seed, the episode's name and further parameters
     * @return the first observation, later
     */
    public CompletableFuture<StepResult<CodeObservation>> resetAsync(ResetOptions options) {
        return client.resetAsync(options);
    }

    /**
     * Runs a program without waiting for it.
     *
     * @param action the program
     * @param options the step's limits
     * @return what comes of it, later; cancelling it forgets the request, but does not stop the step
     */
    public CompletableFuture<StepResult<CodeObservation>> stepAsync(CodeAction action, StepOptions options) {
        return client.stepAsync(action, options);
    }

    /**
     * Runs a program without limits of its own and without waiting for it.
     *
     * @param action the program
     * @return what comes of it, later; cancelling it forgets the request, but does not stop the step
     */
    public CompletableFuture<StepResult<CodeObservation>> stepAsync(CodeAction action) {
        return client.stepAsync(action);
    }

    /**
     * Asks for the state without waiting for it.
     *
     * @return the state, later
     */
    public CompletableFuture<CodeState> stateAsync() {
        return client.stateAsync();
    }

    /** Ends the running program with {@code KeyboardInterrupt}; its variables live on, and its step is answered. */
    @Override
    public boolean interrupt() {
        return client.interrupt();
    }

    /**
     * Ends the running program with {@code KeyboardInterrupt}, without waiting for the server's word.
     *
     * @return whether a program was running, later
     */
    public CompletableFuture<Boolean> interruptAsync() {
        return client.interruptAsync();
    }

    /**
     * Returns whether the session can still be used.
     *
     * @return {@code false} once the client was closed or the connection lost
     */
    public boolean isOpen() {
        return client.isOpen();
    }

    /** Ends the session. Closing again does nothing. */
    @Override
    public void close() {
        client.close();
    }
}
