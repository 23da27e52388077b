package org.openenv.coding.server;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.coding.server.task.TaskSettings;

/**
 * The settings of coding environments. Immutable.
 *
 * @param worker how programs are run, and what an episode may use at most
 * @param rewards whether the usual transforms reward each step; without them a step has no reward
 * @param details what a step's metadata tells unless a reset asks otherwise
 * @param tasks what episodes are about
 * @param packages a folder of wheels that episodes may ask for; {@code null} for none
 */
public record CodingConfig(
        WorkerConfig worker,
        boolean rewards,
        StepDetails details,
        TaskSettings tasks,
        @Nullable Path packages) {

    /** Checks. */
    public CodingConfig {
        Objects.requireNonNull(worker, "worker is required");
        Objects.requireNonNull(details, "details is required");
        Objects.requireNonNull(tasks, "tasks is required");
    }

    /**
     * Returns the settings an operator gets without asking.
     *
     * @return the defaults
     */
    public static CodingConfig defaults() {
        return new CodingConfig(WorkerConfig.defaults(), true, StepDetails.defaults(), TaskSettings.none(), null);
    }

    /**
     * Returns the settings found in the environment variables that the runnable jar's {@code --help} lists, and the
     * defaults where there are none.
     *
     * @return the settings
     * @throws IllegalArgumentException if a variable makes no sense; the message says which
     */
    public static CodingConfig fromEnvironment() {
        return CodingOptions.from(System.getenv()).config();
    }

    /**
     * Returns these settings with another way to run programs.
     *
     * @param newWorker how programs are run
     * @return the copy
     */
    public CodingConfig withWorker(WorkerConfig newWorker) {
        return new CodingConfig(newWorker, rewards, details, tasks, packages);
    }

    /**
     * Returns these settings with or without the usual rewards.
     *
     * @param given whether the usual transforms reward each step
     * @return the copy
     */
    public CodingConfig withRewards(boolean given) {
        return new CodingConfig(worker, given, details, tasks, packages);
    }

    /**
     * Returns these settings with other details in the metadata of a step.
     *
     * @param newDetails what is told unless a reset asks otherwise
     * @return the copy
     */
    public CodingConfig withDetails(StepDetails newDetails) {
        return new CodingConfig(worker, rewards, newDetails, tasks, packages);
    }

    /**
     * Returns these settings with episodes that are about tasks.
     *
     * @param newTasks what they are about
     * @return the copy
     */
    public CodingConfig withTasks(TaskSettings newTasks) {
        return new CodingConfig(worker, rewards, details, newTasks, packages);
    }

    /** Returns what an episode may use at most. */
    ExecutionLimits limits() {
        return worker.limits();
    }

    /**
     * Returns these settings with a folder of wheels that episodes may ask for.
     *
     * @param wheels the folder
     * @return the copy
     */
    public CodingConfig withPackages(Path wheels) {
        return new CodingConfig(worker, rewards, details, tasks, wheels);
    }
}
