package org.openenv.coding.server.task;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.grading.Grader;
import org.openenv.coding.server.python.CapacityException;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.task.format.Task;
import org.openenv.coding.server.task.format.TaskReader;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;

/** Judges the submissions of one environment; {@link #interrupt} is for any thread, the rest for one at a time. */
final class TaskJudge {

    private final Tasks tasks;
    private final Grader grader;
    private final Reward reward;
    private final TaskLimits limits;
    private @Nullable ExecutionLimits episode;
    private @Nullable Thread judging;
    private boolean interrupted;

    TaskJudge(Tasks tasks, Grader grader, Reward reward, TaskLimits limits) {
        this.tasks = tasks;
        this.grader = grader;
        this.reward = reward;
        this.limits = limits;
    }

    /** Returns one for another environment in the same episode. */
    TaskJudge copy() {
        var copy = new TaskJudge(tasks, grader, reward, limits);
        copy.episode = episode;
        return copy;
    }

    Task choose(ResetOptions options) {
        return new TaskChooser(tasks).choose(options);
    }

    /** Puts the limits of an episode into force. */
    void begin(Map<String, Object> extras) {
        episode = limits.of(extras);
    }

    Map<String, Object> shown(Task task, int maxAttempts) {
        Map<String, Object> shown = new LinkedHashMap<>(tasks.view(task));
        if (maxAttempts > 0) {
            shown.put("max_attempts", maxAttempts);
        }
        return shown;
    }

    /**
     * Judges a program.
     *
     * @param left the time there is for it, {@code null} for what the task says
     */
    Verdict verdict(Task task, String program, @Nullable Duration left) {
        GradeOptions options =
                TaskReader.options(task).withHide(false).withScore(new GradeOptions.Score(false, reward.first()));
        if (left != null && left.compareTo(options.totalTimeout()) < 0) {
            options = options.withTotalTimeout(left);
        }
        GradeOptions asked = options;
        begins();
        try {
            return tasks.withTests(
                    task,
                    tests -> grader.under(Objects.requireNonNull(episode))
                            .grade(new Submission(program), counted(tests), asked));
        } catch (CapacityException e) {
            throw new OpenEnvException(ErrorCode.CAPACITY_REACHED, String.valueOf(e.getMessage()), e);
        } finally {
            ends();
        }
    }

    private synchronized void begins() {
        judging = Thread.currentThread();
        interrupted = false;
    }

    /** An interrupt was meant for the judging alone; what was cut off by it did not fail. */
    private synchronized void ends() {
        judging = null;
        if (interrupted) {
            Thread.interrupted();
            throw new OpenEnvException(
                    ErrorCode.EXECUTION_ERROR,
                    "the submission was interrupted while it was judged: there is no verdict");
        }
    }

    /** What doesn't count is not run. */
    private Tests counted(Tests tests) {
        List<TestCase> cases = tests.cases();
        return reward.first() == 0 || reward.first() >= cases.size()
                ? tests
                : new Tests(cases.subList(0, reward.first()));
    }

    synchronized boolean interrupt() {
        if (judging == null) {
            return false;
        }
        interrupted = true;
        judging.interrupt();
        return true;
    }
}
