package org.openenv.coding.server.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.task.format.Task;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.Workspace;

/**
 * Episodes that are about a task. A reset chooses one by {@code task_id}, by {@code split} and {@code index}, or by the seed, and shows
 * it in {@code metadata.task}. Each step is a submission: the program runs as a whole script in the episode's own process, for its
 * output to be seen, and is judged in processes of the pool, which is what its reward comes from. An episode is done when a
 * submission passes, or when it has made as many as it may.
 *
 * <p>Used by one thread at a time, like every environment, but for {@link #interrupt}.
 */
public final class TaskEnvironment implements Environment<CodeAction, CodeObservation, CodeState> {

    /** The extra of a reset that wants an episode about no task, with {@code false}: a plain interpreter. */
    public static final String TASKS = "tasks";

    /** The extra of a step that runs nothing and shows the task, in {@code metadata.task}; not for clients. */
    public static final String SHOWS_TASK = "shows_task";

    private static final String SHOWN = "task";
    private static final String AS_SCRIPT = "as_script";
    private static final String LAST_CODE = "last_code";

    private final Environment<CodeAction, CodeObservation, CodeState> inner;
    private final TaskJudge judge;
    private final int maxAttempts;
    private final Places places;
    private final OptionalInt processes;

    private @Nullable Task task;
    private boolean plain;
    private int attempts;
    private boolean done;
    private boolean closed;

    /**
     * Makes an environment.
     *
     * @param inner runs the programs; closed with this one
     * @param judge judges them; not shared with another environment
     * @param maxAttempts how many submissions an episode may make; zero for any number
     * @param places one of which it has taken, and gives back when it is closed
     * @param processes how many processes there can be at once
     */
    TaskEnvironment(
            Environment<CodeAction, CodeObservation, CodeState> inner,
            TaskJudge judge,
            int maxAttempts,
            Places places,
            OptionalInt processes) {
        this.inner = inner;
        this.judge = judge;
        this.maxAttempts = maxAttempts;
        this.places = places;
        this.processes = processes;
    }

    @Override
    public StepResult<CodeObservation> reset(ResetOptions options) {
        if (Boolean.FALSE.equals(options.extras().get(TASKS))) {
            StepResult<CodeObservation> result = inner.reset(TaskLimits.lowered(options, Map.of()));
            plain = true; // not before: of a reset that is refused nothing changes
            task = null;
            done = false;
            return result;
        }
        Task chosen = judge.choose(options);
        ResetOptions asked = TaskLimits.lowered(options, chosen.limits());
        if (asked.extras().get(AS_SCRIPT) == null) {
            asked = asked.withExtra(AS_SCRIPT, true);
        }
        StepResult<CodeObservation> result = inner.reset(asked);
        judge.begin(asked.extras());
        plain = false;
        task = chosen;
        attempts = 0;
        done = false;
        return result.withMetadata(SHOWN, shown(chosen));
    }

    @Override
    public StepResult<CodeObservation> step(CodeAction action, StepOptions options) {
        if (plain) {
            return inner.step(action, options);
        }
        if (Boolean.TRUE.equals(options.extras().get(SHOWS_TASK))) {
            return showing();
        }
        if (done) {
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR,
                    "this episode is done after " + attempts + " submissions; reset for another");
        }
        if (task == null) {
            reset(ResetOptions.none());
        }
        Task about = Objects.requireNonNull(task);
        long start = System.nanoTime();
        String program = about.program(action.code());
        StepResult<CodeObservation> ran = inner.step(new CodeAction(program, action.stdin()), options);
        Verdict verdict = judge.verdict(about, program, left(options.timeout(), start));
        attempts++;
        int most = maxAttempts(about);
        done = verdict.score() == 1 || (most > 0 && attempts >= most);
        StepResult<CodeObservation> result =
                ran.metadata().containsKey(LAST_CODE) ? ran.withMetadata(LAST_CODE, action.code()) : ran;
        result = result.withMetadata(VerdictMetadata.NAME, VerdictMetadata.of(verdict));
        return done ? result.asDone() : result;
    }

    /** What the episode is about; one that nobody has begun begins. */
    private StepResult<CodeObservation> showing() {
        if (task == null) {
            reset(ResetOptions.none());
        }
        return StepResult.of(new CodeObservation("", "", 0)).withMetadata(SHOWN, shown(Objects.requireNonNull(task)));
    }

    private Map<String, Object> shown(Task about) {
        return judge.shown(about, maxAttempts(about));
    }

    private int maxAttempts(Task about) {
        if (about.maxAttempts() == 0 || maxAttempts == 0) {
            return Math.max(about.maxAttempts(), maxAttempts);
        }
        return Math.min(about.maxAttempts(), maxAttempts);
    }

    private static @Nullable Duration left(@Nullable Duration timeout, long start) {
        if (timeout == null) {
            return null;
        }
        Duration left = timeout.minusNanos(System.nanoTime() - start);
        return left.compareTo(Duration.ZERO) > 0 ? left : Duration.ofMillis(1);
    }

    /** Interrupts the running program, or ends the judging of it. From any thread. */
    @Override
    public boolean interrupt() {
        boolean judging = judge.interrupt();
        return inner.interrupt() || judging;
    }

    /** Makes episodes that have made the same submissions to the same task. */
    @Override
    public List<TaskEnvironment> fork(int count, ForkOptions options) {
        places.take(count, processes);
        try {
            return inner.fork(count, options).stream().map(this::about).toList();
        } catch (RuntimeException | Error failure) {
            places.give(count);
            throw failure;
        }
    }

    private TaskEnvironment about(Environment<CodeAction, CodeObservation, CodeState> copy) {
        var fork = new TaskEnvironment(copy, judge.copy(), maxAttempts, places, processes);
        fork.task = task;
        fork.plain = plain;
        fork.attempts = attempts;
        fork.done = done;
        return fork;
    }

    @Override
    public Optional<ForkedFrom> forkedFrom() {
        return inner.forkedFrom();
    }

    @Override
    public Workspace workspace() {
        return inner.workspace();
    }

    @Override
    public @Nullable String process() {
        return inner.process();
    }

    @Override
    public CodeState state() {
        return inner.state();
    }

    @Override
    public void close() {
        judge.interrupt();
        if (!closed) {
            closed = true;
            try {
                inner.close();
            } finally {
                places.give(1);
            }
        }
    }
}
