package org.openenv.coding.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.coding.server.door.CodingDoors;
import org.openenv.coding.server.grading.Grader;
import org.openenv.coding.server.packages.PackageSets;
import org.openenv.coding.server.python.Guard;
import org.openenv.coding.server.python.GuardReport;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.worker.Mount;
import org.openenv.coding.server.python.worker.WorkerExecutor;
import org.openenv.coding.server.task.TaskEnvironments;
import org.openenv.coding.server.transform.CodingTransforms;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.server.Version;
import org.openenv.core.spi.Door;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.TaskSource;
import org.openenv.core.spi.Tool;

/**
 * Makes coding environments, which share one executor. The executor is started with {@link #start()} or, where nobody
 * calls that, with the first environment.
 *
 * <p>Safe for use by several threads.
 */
public final class CodingEnvironmentProvider implements EnvironmentProvider<CodeAction, CodeObservation, CodeState> {

    /** The environment's name. */
    public static final String NAME = "coding_env";

    private final Supplier<CodingConfig> settings;
    private final Function<CodingConfig, PythonExecutor> backend;
    private volatile @Nullable Running running;
    private final CodingDoors doors = new CodingDoors(
            this::executor, () -> running().config().limits(), () -> running().grader());
    private boolean closed;

    /** Makes a provider with the settings of {@link CodingConfig#fromEnvironment()}, which are read when it starts. */
    public CodingEnvironmentProvider() {
        this(CodingConfig::fromEnvironment, config -> WorkerExecutor.start(config.worker()));
    }

    /**
     * Makes a provider.
     *
     * @param config the settings of its environments and their executor
     */
    public CodingEnvironmentProvider(CodingConfig config) {
        this(() -> config, used -> WorkerExecutor.start(used.worker()));
    }

    /**
     * Makes a provider with an execution backend of one's own.
     *
     * @param config the settings of its environments
     * @param backend starts the executor; called at most once
     */
    public CodingEnvironmentProvider(CodingConfig config, Supplier<PythonExecutor> backend) {
        this(() -> config, ignored -> backend.get());
    }

    private CodingEnvironmentProvider(Supplier<CodingConfig> settings, Function<CodingConfig, PythonExecutor> backend) {
        this.settings = settings;
        this.backend = backend;
    }

    @Override
    public EnvironmentMetadata metadata() {
        return EnvironmentMetadata.of(
                NAME,
                "Runs Python programs, one a step, in an interpreter that keeps its variables.",
                Version.number());
    }

    @Override
    public EnvironmentTypes<CodeAction, CodeObservation, CodeState> types() {
        return CodingTypes.TYPES;
    }

    /**
     * Starts the executor, unless it runs.
     *
     * @throws IllegalArgumentException if a setting read from an environment variable makes no sense
     * @throws org.openenv.coding.server.python.PythonUnavailableException if there is no Python to run programs with
     */
    @Override
    public void start() {
        running();
    }

    @Override
    public Environment<CodeAction, CodeObservation, CodeState> create(EnvironmentConfig ignored) {
        CodingConfig config = running().config();
        var environment = new CodingEnvironment(
                executor(), config.limits(), config.details(), running().packages());
        TaskEnvironments tasks = running().tasks();
        if (tasks != null) {
            return tasks.create(environment, running().grader(), executor().capacity(), config.rewards());
        }
        return config.rewards() ? environment.with(CodingTransforms.safe()) : environment;
    }

    @Override
    public Set<String> stepExtras() {
        return StepDetails.OF_A_STEP;
    }

    @Override
    public List<Tool<CodeAction, CodeObservation, CodeState, ?>> tools() {
        return settings.get().tasks().files().isEmpty() ? CodingTools.all() : CodingTools.ofTasks();
    }

    /** Returns the tasks that {@code --tasks} names, without their tests. */
    @Override
    public Optional<TaskSource> tasks(EnvironmentConfig ignored) {
        return Optional.ofNullable(running().tasks()).map(TaskEnvironments::tasks);
    }

    /** Returns {@code grade}, which judges programs in processes of the pool. */
    @Override
    public List<Door<CodeAction, CodeObservation, CodeState>> doors() {
        return doors.list();
    }

    /**
     * Returns which Python runs the programs, and each guard between a program and the machine.
     *
     * @return {@code python}, {@code rung}, {@code forks}, {@code guarantees} and {@code guards}
     */
    @Override
    public Map<String, Object> guards() {
        GuardReport report = executor().guards();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("python", executor().python());
        facts.put("rung", report.rung());
        facts.put("forks", forks(executor().noCopies()));
        facts.put("guarantees", Guarantees.of(report));
        facts.put(
                "guards",
                report.guards().stream().map(CodingEnvironmentProvider::facts).toList());
        return facts;
    }

    /** How sessions are forked here. */
    private static Map<String, Object> forks(Optional<String> noCopies) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("copy", noCopies.isEmpty());
        facts.put("replay", true);
        noCopies.ifPresent(reason -> facts.put("reason", reason));
        return facts;
    }

    @Override
    public Optional<String> notReady() {
        return executor().notReady();
    }

    @Override
    public Optional<String> notLive() {
        Running now = running;
        return now == null ? Optional.empty() : now.executor().notLive();
    }

    @Override
    public OptionalInt capacity() {
        TaskEnvironments tasks = running().tasks();
        return tasks == null
                ? executor().capacity()
                : TaskEnvironments.capacity(executor().capacity());
    }

    @Override
    public Map<String, Number> gauges() {
        return executor().gauges();
    }

    @Override
    public Map<String, String> gaugeMeanings() {
        return Map.of(
                "python_interpreters", "Python interpreters that are open.",
                "python_interpreters_most", "Python interpreters that can be open at once.",
                "python_zygotes_started_total", "Zygotes, from which workers are forked, that were started.",
                "python_workers_started_total", "Python processes that were started for an episode.",
                "python_programs_total", "Programs that were run.",
                "python_timeouts_total", "Programs that ran out of time.",
                "python_workers_died_total", "Python processes that died in the middle of a program.");
    }

    /** Returns which Python runs the programs, and what does not stand between it and the machine. */
    @Override
    public String startNote() {
        TaskEnvironments tasks = running().tasks();
        return isolation() + (tasks == null ? "" : ", " + tasks.note());
    }

    private String isolation() {
        GuardReport report = executor().guards();
        List<String> missing = report.missing();
        if (missing.isEmpty()) {
            return executor().python() + ", isolated (" + report.rung() + ")";
        }
        boolean all = report.guards().size() == missing.size();
        return executor().python() + ", " + (all ? "NOT ISOLATED" : "isolated in part (" + report.rung() + ")")
                + ", without " + String.join(", ", missing);
    }

    /** Ends the executor, and with it every environment's interpreter. Closing again does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.executor().close();
            if (running.packages() != null) {
                running.packages().close();
            }
            if (running.tasks() != null) {
                running.tasks().close();
            }
        }
    }

    /** Returns the one executor. */
    PythonExecutor executor() {
        return running().executor();
    }

    private synchronized Running running() {
        if (closed) {
            throw new IllegalStateException("the provider of " + NAME + " is closed");
        }
        if (running == null) {
            CodingConfig config = settings.get();
            running = start(config);
        }
        return running;
    }

    private Running start(CodingConfig config) {
        TaskEnvironments tasks = config.tasks().files().isEmpty()
                ? null
                : TaskEnvironments.read(config.tasks(), new NamedLimits(config.limits()));
        PackageSets packages = null;
        try {
            packages = config.packages() == null ? null : PackageSets.of(config.packages());
            PythonExecutor executor = backend.apply(packages == null ? config : showing(packages, config));
            return new Running(config, executor, new Grader(executor, config.limits()), tasks, packages);
        } catch (RuntimeException | Error failure) {
            if (tasks != null) {
                tasks.close();
            }
            if (packages != null) {
                packages.close();
            }
            throw failure;
        }
    }

    /** Programs see the wheels and the sets, and pip finds the wheels. */
    private static CodingConfig showing(PackageSets packages, CodingConfig config) {
        List<Mount> mounts = new ArrayList<>(config.worker().mounts());
        mounts.add(new Mount(packages.wheels(), Path.of(PackageSets.WHEELS)));
        mounts.add(new Mount(packages.folder(), Path.of(PackageSets.SETS)));
        Map<String, String> variables = new LinkedHashMap<>(Map.of(
                "PIP_FIND_LINKS", PackageSets.WHEELS,
                "PIP_BREAK_SYSTEM_PACKAGES", "1",
                "PIP_DISABLE_PIP_VERSION_CHECK", "1",
                "PIP_NO_CACHE_DIR", "1"));
        if (!config.worker().network()) {
            variables.put("PIP_NO_INDEX", "1");
        }
        variables.putAll(config.worker().environment());
        return config.withWorker(config.worker().withMounts(mounts).withEnvironment(variables));
    }

    private static Map<String, Object> facts(Guard guard) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", guard.name());
        facts.put("in_force", guard.inForce());
        if (guard.reason() != null) {
            facts.put("reason", guard.reason());
        }
        if (guard.remedy() != null) {
            facts.put("remedy", guard.remedy());
        }
        return facts;
    }

    /** The settings once they were read, and what was started with them. */
    private record Running(
            CodingConfig config,
            PythonExecutor executor,
            Grader grader,
            @Nullable TaskEnvironments tasks,
            @Nullable PackageSets packages) {}
}
