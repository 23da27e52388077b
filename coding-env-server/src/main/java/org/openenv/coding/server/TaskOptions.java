package org.openenv.coding.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openenv.coding.server.task.Reward;
import org.openenv.coding.server.task.TaskSettings;
import org.openenv.core.server.Bounds;
import picocli.CommandLine.Option;

/** The options that say what episodes are about; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class TaskOptions {

    @Option(
            names = "--tasks",
            paramLabel = "FILE|DIR",
            split = ",",
            description =
                    "tasks in JSON lines: our own, HumanEval's, MBPP's, APPS's, LiveCodeBench's and their like, also"
                            + " gzipped; may be repeated")
    List<Path> files = List.of();

    @Option(
            names = "--reward",
            paramLabel = "WHAT",
            defaultValue = "fraction",
            description = "of a submission to a task: fraction of its tests that pass, all (1 or 0), or 'first N' (the"
                    + " fraction of the first N)")
    String reward;

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            defaultValue = "0",
            description = "submissions that an episode about a task may make; 0 for any number")
    @Bounds(min = "0", max = "1000000")
    int maxAttempts;

    /**
     * Returns the options as the provider takes them.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    TaskSettings settings() {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new IllegalArgumentException("--tasks names a file or a folder; there is none at " + file);
            }
        }
        return new TaskSettings(files, Reward.of(reward), maxAttempts);
    }
}
