package org.openenv.coding.server.task;

import java.util.OptionalInt;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.grading.Grader;
import org.openenv.core.Environment;
import org.openenv.core.spi.TaskSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes environments whose episodes are about tasks, which they share with the grader. Safe for use by several threads. */
public final class TaskEnvironments implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskEnvironments.class);

    private final Tasks tasks;
    private final TaskSettings settings;
    private final TaskLimits limits;
    private final Places places = new Places();

    private TaskEnvironments(Tasks tasks, TaskSettings settings, TaskLimits limits) {
        this.tasks = tasks;
        this.settings = settings;
        this.limits = limits;
    }

    /**
     * Reads the tasks. What can't be read is logged and left out.
     *
     * @param settings where they are, and how submissions to them are rewarded
     * @param limits turns a task's limits into those of an episode
     * @return the environments
     * @throws IllegalArgumentException if there is not one task
     */
    public static TaskEnvironments read(TaskSettings settings, TaskLimits limits) {
        Tasks tasks = Tasks.read(settings.files(), task -> limits.check(task.limits()));
        tasks.leftOut().forEach(line -> LOG.warn("left out of the tasks: {}", line));
        return new TaskEnvironments(tasks, settings, limits);
    }

    /**
     * Makes an environment.
     *
     * @param inner runs its programs; closed with it
     * @param grader judges them
     * @param processes how many processes there can be at once
     * @param rewards whether its steps have rewards
     * @return the environment
     * @throws org.openenv.core.OpenEnvException with {@code CAPACITY_REACHED} if there would be no processes left to judge in
     */
    public Environment<CodeAction, CodeObservation, CodeState> create(
            Environment<CodeAction, CodeObservation, CodeState> inner,
            Grader grader,
            OptionalInt processes,
            boolean rewards) {
        places.take(1, processes);
        var judge = new TaskJudge(tasks, grader, settings.reward(), limits);
        var environment = new TaskEnvironment(inner, judge, settings.maxAttempts(), places, processes);
        return rewards ? environment.with(VerdictRubric.transform(settings.reward())) : environment;
    }

    /**
     * Returns how many environments there can be at once, so that there are processes left to judge in.
     *
     * @param processes how many processes there can be at once
     * @return the number, or empty where nothing bounds them
     */
    public static OptionalInt capacity(OptionalInt processes) {
        return Places.of(processes);
    }

    /**
     * Returns the tasks, for clients to list.
     *
     * @return the tasks without their tests
     */
    public TaskSource tasks() {
        return tasks;
    }

    /**
     * Returns what an operator wants to know of the tasks.
     *
     * @return a few words
     */
    public String note() {
        int lost = tasks.lost();
        return tasks.size()
                + (tasks.size() == 1 ? " task" : " tasks")
                + (lost == 0 ? "" : " (" + lost + " left out, see the log)");
    }

    @Override
    public void close() {
        tasks.close();
    }
}
