package org.openenv.coding.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.coding.EpisodeOptions;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.core.Environment;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.Workspace;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.ClientFunctions;
import org.openenv.core.client.EnvClient;
import org.openenv.core.client.TakenSteps;
import org.openenv.core.client.Tools;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.RunningContainer;
import org.openenv.docker.DockerContainerProvider;

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
 * <p>Threads and errors are those of {@link EnvClient}. Closing ends the session; the server goes on, unless it runs in a
 * container that was started for this environment alone: that is stopped and removed.
 */
public final class CodingEnv implements Environment<CodeAction, CodeObservation, CodeState> {

    /** The session; another one after {@link Tries#commit}. */
    private volatile EnvClient<CodeAction, CodeObservation, CodeState> client;

    /** What this client offers to programs, from the next reset on. */
    private volatile ClientFunctions functions = ClientFunctions.none();

    /** What is left to do when the session has ended. */
    private final Runnable afterwards;

    private CodingEnv(EnvClient<CodeAction, CodeObservation, CodeState> client, Runnable afterwards) {
        this.client = client;
        this.afterwards = afterwards;
    }

    /**
     * Starts a container from an image, with the defaults, and connects to the server in it.
     *
     * @param image the image's name, such as {@code coding-env:latest}
     * @return a connected client; closing it stops and removes the container
     * @throws org.openenv.core.container.ContainerException if there is no Docker, no such image, or no answer
     */
    public static CodingEnv fromDockerImage(String image) {
        return fromDockerImage(ContainerSpec.of(image));
    }

    /**
     * Starts a container on the Docker daemon and connects to the server in it.
     *
     * @param spec the image, and what its container may use
     * @return a connected client; closing it stops and removes the container
     * @throws org.openenv.core.container.ContainerException if there is no Docker, no such image, or no answer
     */
    public static CodingEnv fromDockerImage(ContainerSpec spec) {
        return fromDockerImage(spec, ClientConfig.defaults());
    }

    /**
     * Starts a container on the Docker daemon and connects to the server in it.
     *
     * @param spec the image, and what its container may use
     * @param config how to connect and wait, and the server's token
     * @return a connected client; closing it stops and removes the container
     * @throws org.openenv.core.container.ContainerException if there is no Docker, no such image, or no answer
     */
    public static CodingEnv fromDockerImage(ContainerSpec spec, ClientConfig config) {
        return inContainer(new DockerContainerProvider(), spec, config);
    }

    /**
     * Starts a container on a given engine and connects to the server in it.
     *
     * @param provider the engine; not closed by this client
     * @param spec the image, and what its container may use
     * @return a connected client; closing it stops and removes the container
     * @throws org.openenv.core.container.ContainerException if the container can't be started or does not get ready
     */
    public static CodingEnv inContainer(ContainerProvider provider, ContainerSpec spec) {
        return inContainer(provider, spec, ClientConfig.defaults());
    }

    /**
     * Starts a container on a given engine and connects to the server in it.
     *
     * @param provider the engine; not closed by this client
     * @param spec the image, and what its container may use
     * @param config how to connect and wait, and the server's token
     * @return a connected client; closing it stops and removes the container
     * @throws org.openenv.core.container.ContainerException if the container can't be started or does not get ready
     */
    public static CodingEnv inContainer(ContainerProvider provider, ContainerSpec spec, ClientConfig config) {
        RunningContainer container = provider.start(spec);
        try {
            container.awaitReady(spec.patience().start());
            return connect(container.baseUri().toString(), config, container::close);
        } catch (RuntimeException | Error failure) {
            try {
                container.close();
            } catch (RuntimeException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** Takes over a session that is open. */
    static CodingEnv over(EnvClient<CodeAction, CodeObservation, CodeState> session) {
        return new CodingEnv(session, () -> {});
    }

    /** Connects to a server, and does something when the session has ended. */
    private static CodingEnv connect(String server, ClientConfig config, Runnable afterwards) {
        return new CodingEnv(EnvClient.connect(server, CodingTypes.TYPES, config), afterwards);
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
     * @param server where it is, such as {@code http://localhost:8000}
     * @param config how to connect and wait, and the server's token
     * @return a connected client; the caller closes it
     * @throws org.openenv.core.OpenEnvException if there is no server or it doesn't answer
     * @throws IllegalArgumentException if the address is none
     */
    public static CodingEnv connect(URI server, ClientConfig config) {
        return connect(server.toString(), config);
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
        return connect(server, config, () -> {});
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

    /**
     * Runs a program that finds something on its standard input, with the default options.
     *
     * @param code the program's text
     * @param stdin what it reads there
     * @return what it wrote and how it ended
     */
    public StepResult<CodeObservation> run(String code, String stdin) {
        return step(new CodeAction(code, stdin));
    }

    /**
     * Runs several programs in the episode with one message, one after the other, until one of them raises or does not end
     * well.
     *
     * @param programs their texts, in order, 1 to 256
     * @return what those wrote and earned that were run
     */
    public TakenSteps<CodeObservation> runAll(List<String> programs) {
        return client.steps(programs.stream().map(CodeAction::new).toList(), StepOptions.none(), true);
    }

    /**
     * Has a program judged on the server, in processes of its own: nothing of this episode is seen or changed. Takes the turn of a
     * step, and an {@link #interrupt()} ends it: cases that were not done by then are {@code NOT_RUN}.
     *
     * @param submission the program
     * @param tests what it is put to
     * @param options how
     * @return the verdict
     * @throws org.openenv.core.OpenEnvException with {@code VALIDATION_ERROR} if the server can't read the tests, {@code
     *     CAPACITY_REACHED} if it has no processes to spare, {@code UNKNOWN_TYPE} if it judges nothing
     */
    public Verdict grade(Submission submission, Tests tests, GradeOptions options) {
        return GradeAnswer.read(client.ask("grade", GradeRequest.of(submission, tests, options), patience(options)));
    }

    /**
     * Has a program judged on the server with the usual options.
     *
     * @param submission the program
     * @param tests what it is put to
     * @return the verdict
     */
    public Verdict grade(Submission submission, Tests tests) {
        return grade(submission, tests, GradeOptions.defaults());
    }

    /**
     * Has a program judged on the server, without waiting for it.
     *
     * @param submission the program
     * @param tests what it is put to
     * @param options how
     * @return the verdict, later; cancelling it forgets the request, and ends the grade only with
     *     {@link ClientConfig#withInterruptOnCancel}
     */
    public CompletableFuture<Verdict> gradeAsync(Submission submission, Tests tests, GradeOptions options) {
        var asked = client.askAsync("grade", GradeRequest.of(submission, tests, options), patience(options));
        CompletableFuture<Verdict> verdict = asked.thenApply(GradeAnswer::read);
        var unused = verdict.whenComplete((read, failure) -> {
            if (verdict.isCancelled()) {
                asked.cancel(false);
            }
        });
        return verdict;
    }

    /** The last case may begin when the time of all is nearly up, and a case may have two processes, one after the other. */
    private static Duration patience(GradeOptions options) {
        return options.totalTimeout().plus(options.caseTimeout().multipliedBy(2));
    }

    /**
     * Makes copies of the session on the server: each goes on from here, with the same variables and files, in processes of its
     * own. A copy ends when it is closed; it does not end with this one.
     *
     * @param count how many, 1 to 256
     * @param options how to make them, and whether they are to go on alike
     * @return the copies, the caller's to close: as many as were asked for
     * @throws org.openenv.core.OpenEnvException if they can't all be made; then there is none
     */
    @Override
    public List<CodingEnv> fork(int count, ForkOptions options) {
        return client.fork(count, options).stream().map(this::copy).toList();
    }

    @Override
    public List<CodingEnv> fork(int count) {
        return fork(count, ForkOptions.none());
    }

    /** A copy's programs find the functions of this one. */
    private CodingEnv copy(EnvClient<CodeAction, CodeObservation, CodeState> session) {
        CodingEnv copy = over(session);
        copy.functions = functions;
        return copy;
    }

    /**
     * Makes as many copies of the session as there are places for on the server.
     *
     * @param most how many at most, 1 to 256
     * @param options how to make them, and whether they are to go on alike
     * @return the copies, the caller's to close: one at least
     * @throws org.openenv.core.OpenEnvException if there is not even one
     */
    public List<CodingEnv> forkUpTo(int most, ForkOptions options) {
        return client.forkUpTo(most, options).stream().map(this::copy).toList();
    }

    /**
     * Tries programs: runs each in a copy of this session, at the same time, and leaves this one as it is.
     *
     * @param candidates the programs, 1 to 256
     * @return what came of each; the caller closes it, and may {@linkplain Tries#commit commit} one of them
     * @throws org.openenv.core.OpenEnvException if the copies can't be made; then nothing was run
     */
    public Tries tryEach(List<CodeAction> candidates) {
        return tryEach(candidates, StepOptions.none());
    }

    /**
     * Tries programs with limits, as {@link #tryEach(List)} does.
     *
     * @param candidates the programs, 1 to 256
     * @param options the limits of each
     * @return what came of each; the caller closes it, and may {@linkplain Tries#commit commit} one of them
     * @throws org.openenv.core.OpenEnvException if the copies can't be made; then nothing was run
     */
    public Tries tryEach(List<CodeAction> candidates, StepOptions options) {
        return Tries.run(this, candidates, (copy, action) -> copy.stepAsync(action, options));
    }

    /**
     * Tries programs, and has each judged by tests besides, by itself, as {@link #grade(Submission, Tests)} does.
     *
     * @param candidates the programs, 1 to 256
     * @param tests what they are put to
     * @param options how
     * @return what came of each, with its verdict; the caller closes it, and may {@linkplain Tries#commit commit} one of them
     * @throws org.openenv.core.OpenEnvException if the copies can't be made; then nothing was run
     */
    public Tries tryEach(List<CodeAction> candidates, Tests tests, GradeOptions options) {
        return tryEach(candidates).judged(tests, options);
    }

    /** Goes on with the session of a copy, which has no other owner from here on; the one that it had ends. */
    void goOnWith(CodingEnv copy) {
        EnvClient<CodeAction, CodeObservation, CodeState> old = client;
        client = copy.client;
        old.close();
    }

    /**
     * Keeps the session as it is now, on the server, to return to it: it ends when it is closed, not with this one.
     *
     * @return the snapshot, the caller's to close
     * @throws org.openenv.core.OpenEnvException if no copy can be made
     */
    public CodingSnapshot snapshot() {
        return new CodingSnapshot(client.snapshot(false));
    }

    /**
     * Keeps the session as it is now for as long as this session lives.
     *
     * @return the snapshot, which ends with this session if it was not closed before
     * @throws org.openenv.core.OpenEnvException if no copy can be made
     */
    public CodingSnapshot snapshotOfThis() {
        return new CodingSnapshot(client.snapshot(true));
    }

    @Override
    public Optional<ForkedFrom> forkedFrom() {
        return client.forkedFrom();
    }

    /**
     * Offers a function of this program to the Python programs of the session's episodes, from the next reset on: they find it under
     * its name, with the record's components for parameters, and may call it from several threads at once.
     *
     * <pre>{@code
     * record Search(String query, @Nullable Integer limit) {}
     *
     * env.withTool("search", "Finds documents.", Search.class, asked -> index.find(asked.query()));
     * env.reset();
     * env.run("print(search('cats'))");
     * }</pre>
     *
     * @param name its name in Python
     * @param description its docstring
     * @param arguments a record with its parameters; components that may be null can be left out
     * @param body carries it out, on threads of a pool; returns plain data: a record, map, list, text, number, truth or null. What
     *     it throws is raised in the program
     * @param <T> the record's class
     * @return this
     */
    public <T> CodingEnv withTool(
            String name, String description, Class<T> arguments, Function<T, ? extends @Nullable Object> body) {
        functions = functions.with(name, description, arguments, body);
        return this;
    }

    /**
     * Offers a function without a docstring, as {@link #withTool(String, String, Class, Function)} does.
     *
     * @param name its name in Python
     * @param arguments a record with its parameters
     * @param body carries it out
     * @param <T> the record's class
     * @return this
     */
    public <T> CodingEnv withTool(String name, Class<T> arguments, Function<T, ? extends @Nullable Object> body) {
        return withTool(name, "", arguments, body);
    }

    /**
     * Offers a function that programs await, as {@link #withTool(String, String, Class, Function)} does.
     *
     * @param name its name in Python
     * @param description its docstring
     * @param arguments a record with its parameters
     * @param body carries it out, and need not be done when it returns
     * @param <T> the record's class
     * @return this
     */
    public <T> CodingEnv withAsyncTool(
            String name, String description, Class<T> arguments, Function<T, CompletableFuture<?>> body) {
        functions = functions.withAsync(name, description, arguments, body);
        return this;
    }

    private StepOptions answered(StepOptions options) {
        return functions.isEmpty() ? options : options.withFunctions(functions);
    }

    @Override
    public StepResult<CodeObservation> reset(ResetOptions options) {
        return client.reset(functions.offeredBy(options));
    }

    @Override
    public StepResult<CodeObservation> step(CodeAction action, StepOptions options) {
        return client.step(action, answered(options));
    }

    /**
     * Starts a new episode, with options that the compiler knows.
     *
     * @param options the seed, limits and what steps shall tell
     * @return the first observation; its metadata tells {@code limits} and {@code ignored}
     */
    public StepResult<CodeObservation> reset(EpisodeOptions options) {
        return reset(options.toResetOptions());
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
        return client.resetAsync(functions.offeredBy(options));
    }

    /**
     * Runs a program without waiting for it.
     *
     * @param action the program
     * @param options the step's limits
     * @return what comes of it, later; cancelling it forgets the request, and stops the step only with
     *     {@link ClientConfig#withInterruptOnCancel}
     */
    public CompletableFuture<StepResult<CodeObservation>> stepAsync(CodeAction action, StepOptions options) {
        return client.stepAsync(action, answered(options));
    }

    /**
     * Runs a program without limits of its own and without waiting for it.
     *
     * @param action the program
     * @return what comes of it, later; cancelling it forgets the request, and stops the step only with
     *     {@link ClientConfig#withInterruptOnCancel}
     */
    public CompletableFuture<StepResult<CodeObservation>> stepAsync(CodeAction action) {
        return client.stepAsync(action, answered(StepOptions.none()));
    }

    /**
     * Asks for the state without waiting for it.
     *
     * @return the state, later
     */
    public CompletableFuture<CodeState> stateAsync() {
        return client.stateAsync();
    }

    /**
     * Connects once more, to the same server and with the same options, for a session beside this one.
     *
     * @return a connected client, closed with this one if not before
     * @throws org.openenv.core.OpenEnvException if the server can't be reached
     * @throws IllegalStateException if this client is closed
     */
    public CodingEnv newSession() {
        return over(client.newSession());
    }

    /** Returns what lists and calls the server's tools, in this session; asks nothing yet. */
    public Tools tools() {
        return client.tools();
    }

    @Override
    public Workspace workspace() {
        return client.workspace();
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

    /** Ends the session, and stops and removes the container if one was started for it. Closing again does nothing. */
    @Override
    public void close() {
        try {
            client.close();
        } finally {
            afterwards.run();
        }
    }
}
