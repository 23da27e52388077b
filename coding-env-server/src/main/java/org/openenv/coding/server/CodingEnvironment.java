package org.openenv.coding.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.packages.PackageSets;
import org.openenv.coding.server.packages.Requirements;
import org.openenv.coding.server.python.CapacityException;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.EpisodeSetup;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.ForkedInterpreters;
import org.openenv.coding.server.python.LimitRefusedException;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.StepExchange;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.ForkedFrom.How;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.Workspace;

/**
 * Python programs, one a step, in an interpreter that keeps its variables until the next reset.
 *
 * <p>A reset opens a fresh interpreter, seeded if {@link ResetOptions#seed()} says so. Its extras may lower the limits of
 * the episode: {@code step_timeout}, {@code interrupt_grace} and {@code cpu_time} in seconds, {@code memory_mb}, {@code
 * file_size_mb} and {@code disk_mb} in MiB, {@code output_bytes}, {@code processes} and {@code open_files}. More than the
 * server allows is answered with as much as it allows; what was granted is in the reset's {@code metadata.limits}, and the names of
 * extras that mean nothing here in {@code metadata.ignored}. A step's timeout is capped likewise. The extra {@code as_script} has each step of the episode run as a whole script: it
 * ends as a script does, and the next one starts afresh. The extras {@code usage}, {@code last_code}, {@code results},
 * {@code figure_format} and {@code notebook} say which {@link StepDetails} its steps have; a step may have the last three
 * itself.
 *
 * <p>Each step's metadata tells {@code last_code} and {@code cause}, and where it applies {@code result}, {@code error},
 * {@code usage}, {@code syntax_error}, {@code truncated} with {@code stdout_bytes} and {@code stderr_bytes}, {@code state_lost} and
 * {@code seed_applied} with {@code hash_seed}. A step has no reward of its own; the transforms of {@code org.openenv.coding.server.transform}
 * give it one.
 *
 * <p>Used by one thread at a time, like every environment, but for {@link #interrupt}.
 */
public final class CodingEnvironment implements Environment<CodeAction, CodeObservation, CodeState> {

    private static final String AS_SCRIPT = "as_script";

    private final PythonExecutor executor;
    private final ExecutionLimits maximum;
    private final StepDetails usual;
    private final @Nullable PackageSets packages;
    private final Workspace workspace = new EpisodeWorkspace(this::interpreter);

    private ExecutionLimits limits;
    private StepDetails details;
    private CodeState state = new CodeState(null, 0, 0);
    private @Nullable Long seed;
    private boolean asScript;
    private boolean tellChanges;
    private OfferedFunctions offered = OfferedFunctions.NONE;
    private volatile @Nullable PythonInterpreter interpreter;
    private @Nullable ForkedFrom origin;
    private int forks;
    private boolean closed;

    /**
     * Makes an environment whose steps tell the usual. It opens no interpreter before the first reset or step.
     *
     * @param executor opens the interpreters; the environment does not close it
     * @param maximum what an episode may use at most, and does unless it asks for less
     */
    public CodingEnvironment(PythonExecutor executor, ExecutionLimits maximum) {
        this(executor, maximum, StepDetails.defaults());
    }

    /**
     * Makes an environment. It opens no interpreter before the first reset or step.
     *
     * @param executor opens the interpreters; the environment does not close it
     * @param maximum what an episode may use at most, and does unless it asks for less
     * @param details what a step's metadata tells unless a reset asks otherwise
     */
    public CodingEnvironment(PythonExecutor executor, ExecutionLimits maximum, StepDetails details) {
        this(executor, maximum, details, null);
    }

    /** Makes one whose episodes may ask for packages. */
    CodingEnvironment(
            PythonExecutor executor, ExecutionLimits maximum, StepDetails details, @Nullable PackageSets packages) {
        this.packages = packages;
        this.executor = Objects.requireNonNull(executor, "executor is required");
        this.maximum = Objects.requireNonNull(maximum, "maximum is required");
        this.usual = Objects.requireNonNull(details, "details is required");
        this.limits = maximum;
        this.details = details;
    }

    /** Makes the environment of a copy. */
    private CodingEnvironment(CodingEnvironment parent, PythonInterpreter copy, CodeState state, ForkedFrom origin) {
        this(parent.executor, parent.maximum, parent.usual, parent.packages);
        this.limits = parent.limits;
        this.details = parent.details;
        this.seed = parent.seed;
        this.asScript = parent.asScript;
        this.tellChanges = parent.tellChanges;
        this.offered = parent.offered;
        this.interpreter = copy;
        this.state = state;
        this.origin = origin;
    }

    @Override
    public StepResult<CodeObservation> reset(ResetOptions options) {
        requireOpen();
        var extras = new Extras(options.extras());
        var overrides = LimitOverrides.of(extras, maximum);
        requireDisk(extras);
        requireProcesses(extras);
        boolean script = extras.truth(AS_SCRIPT, false);
        StepDetails told = usual.asked(extras);
        StepFiles files = StepFiles.ofReset(extras);
        OfferedFunctions functions = OfferedFunctions.of(extras);
        PackageSets.Installed set = packages(extras);
        var setup = new EpisodeSetup(functions.functions(), set == null ? null : set.place());
        PythonInterpreter fresh = open(options.seed(), overrides.limits(), setup);
        bring(files, fresh);
        closeInterpreter();
        interpreter = fresh;
        tellChanges = files.tellChanges();
        offered = functions;
        limits = overrides.limits();
        seed = options.seed();
        asScript = script;
        details = told;
        origin = null;
        forks = 0;
        String asked = options.episodeId();
        state = new CodeState(asked != null ? asked : UUID.randomUUID().toString(), 0, 0);
        var result = StepResult.of(CodeObservation.empty(), 0.0);
        result = overrides.granted().isEmpty() ? result : result.withMetadata("limits", overrides.granted());
        result = set == null ? result : result.withMetadata("packages", set.distributions());
        return extras.ignored().isEmpty() ? result : result.withMetadata("ignored", extras.ignored());
    }

    @Override
    public StepResult<CodeObservation> step(CodeAction action, StepOptions options) {
        requireOpen();
        var open = interpreter();
        var extras = new Extras(options.extras());
        StepDetails told = options.extras().isEmpty() ? details : details.asked(extras);
        boolean plain = options.extras().isEmpty() && !tellChanges;
        StepFiles files = plain ? StepFiles.none() : StepFiles.ofStep(extras, tellChanges);
        files.bring(workspace);
        FilesChanged before = files.tellChanges() ? FilesChanged.look(workspace) : null;
        var program = new Program(action.code(), action.stdin(), asScript, told.options());
        var exchange = new StepExchange(options.onOutput(), options.input(), offered.answeredBy(options.functions()));
        if (exchange.input() == null && extras.truth(StepOptions.INTERACTIVE, false)) {
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR,
                    "an interactive step is for a WebSocket, by which its input comes; over HTTP give the action its stdin");
        }
        CodeExecResult ran = exchange.isNothing()
                ? open.run(program, timeout(options))
                : open.run(program, timeout(options), exchange);
        state = new CodeState(state.episodeId(), state.stepCount() + 1, ran.exitCode());
        var observation = new CodeObservation(ran.stdout(), ran.stderr(), ran.exitCode());
        Map<String, Object> metadata = StepMetadata.of(action.code(), ran, seed != null, told);
        if (before != null) {
            Map<String, Object> changes = FilesChanged.between(before, FilesChanged.look(workspace));
            if (!changes.isEmpty()) {
                metadata.put(StepFiles.CHANGED, changes);
            }
        }
        if (!files.wanted().isEmpty()) {
            metadata.put(StepFiles.FILES, files.fetched(workspace));
        }
        return new StepResult<>(observation, null, false, metadata);
    }

    /** An episode that can't have its files does not begin. */
    private static void bring(StepFiles files, PythonInterpreter fresh) {
        try {
            if (!files.brought().isEmpty()) {
                files.bring(fresh.workspace());
            }
        } catch (RuntimeException refused) {
            fresh.close();
            throw refused;
        }
    }

    /**
     * Makes copies with the variables, files and limits of this one, each in processes of its own.
     *
     * @throws OpenEnvException with {@code CAPACITY_REACHED} if not so many interpreters can be open at once
     */
    @Override
    public List<CodingEnvironment> fork(int count, ForkOptions options) {
        requireOpen();
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, was " + count);
        }
        long begun = System.nanoTime();
        ForkedInterpreters made = forked(interpreter(), count, options);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        var from =
                new ForkedFrom(state.episodeId(), state.stepCount(), made.copied() ? How.COPIED : How.REPLAYED, took);
        return made.interpreters().stream()
                .map(copy -> new CodingEnvironment(this, copy, ForkNames.next(state, ++forks), from))
                .toList();
    }

    private static ForkedInterpreters forked(PythonInterpreter original, int count, ForkOptions options) {
        ForkWay way = switch (options.mode()) {
            case AUTO -> ForkWay.ANY;
            case COPY -> ForkWay.COPY;
            case REPLAY -> ForkWay.REPLAY;
        };
        try {
            return original.fork(count, way, options.reseed());
        } catch (CapacityException e) {
            throw new OpenEnvException(ErrorCode.CAPACITY_REACHED, String.valueOf(e.getMessage()));
        } catch (ForkException e) {
            throw new OpenEnvException(ErrorCode.EXECUTION_ERROR, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Optional<ForkedFrom> forkedFrom() {
        return Optional.ofNullable(origin);
    }

    /** Raises {@code KeyboardInterrupt} in the running program; its variables live on. From any thread. */
    @Override
    public boolean interrupt() {
        PythonInterpreter open = interpreter;
        return open != null && open.interrupt();
    }

    /** The working directory and {@code /tmp} of the episode. A worker that dies takes them with it, like the variables. */
    @Override
    public Workspace workspace() {
        requireOpen();
        return workspace;
    }

    @Override
    public CodeState state() {
        requireOpen();
        return state;
    }

    @Override
    public void close() {
        closed = true;
        closeInterpreter();
    }

    private PythonInterpreter interpreter() {
        requireOpen();
        PythonInterpreter open = interpreter;
        if (open == null) {
            open = open(null, limits, EpisodeSetup.NOTHING);
            interpreter = open;
        }
        return open;
    }

    /** Where an episode has no disk of its own, nothing counts its files together. */
    private void requireDisk(Extras extras) {
        if (extras.get("disk_mb") != null && executor.guards().missing().contains("own-disk")) {
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR,
                    "disk_mb can't be limited here: the guard own-disk is not in force, so only each file is limited"
                            + " (file_size_mb); GET /guards says why");
        }
    }

    /** Without namespaces an episode is one process, and nothing else than these two counts its threads. */
    private void requireProcesses(Extras extras) {
        if (extras.get("processes") != null
                && executor.guards().missing().containsAll(List.of("own-pid-namespace", "own-uid", "memory-cgroup"))) {
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR,
                    "processes can't be limited here: none of the guards own-pid-namespace, own-uid and memory-cgroup is in"
                            + " force, so the threads of an episode are bounded by its memory only; GET /guards says why");
        }
    }

    private PackageSets.@Nullable Installed packages(Extras extras) {
        Requirements wanted = Requirements.of(extras.get("packages"));
        if (wanted == null) {
            return null;
        }
        if (packages == null) {
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR,
                    "packages: this server has none; its operator gives it a folder of wheels with --packages DIR");
        }
        PackageSets sets = packages;
        return opening(() -> sets.get(wanted, executor, maximum));
    }

    private PythonInterpreter open(@Nullable Long asked, ExecutionLimits wanted, EpisodeSetup setup) {
        return opening(() -> setup.isNothing() ? executor.open(asked, wanted) : executor.open(asked, wanted, setup));
    }

    /** Says in the API's words why no interpreter can be had. */
    private static <T> T opening(Supplier<T> open) {
        try {
            return open.get();
        } catch (LimitRefusedException e) {
            throw new OpenEnvException(ErrorCode.VALIDATION_ERROR, String.valueOf(e.getMessage()));
        } catch (CapacityException e) {
            throw new OpenEnvException(ErrorCode.CAPACITY_REACHED, String.valueOf(e.getMessage()));
        }
    }

    private Duration timeout(StepOptions options) {
        Duration asked = options.timeout();
        if (asked == null) {
            return limits.stepTimeout();
        }
        return asked.compareTo(maximum.stepTimeout()) < 0 ? asked : maximum.stepTimeout();
    }

    @Override
    public @Nullable String process() {
        PythonInterpreter open = interpreter;
        return open == null ? null : open.process();
    }

    private void closeInterpreter() {
        PythonInterpreter open = interpreter;
        interpreter = null;
        if (open != null) {
            open.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the environment is closed; make a new one");
        }
    }
}
