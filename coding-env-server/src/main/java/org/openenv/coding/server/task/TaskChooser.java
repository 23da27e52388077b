package org.openenv.coding.server.task;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.task.format.Task;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.TaskChoice;

/** Finds the task that a reset asks for: by its id, by its place in a split, or one that the seed draws. */
final class TaskChooser {

    /** The extra that names a task. */
    static final String ID = "task_id";

    private static final String USUAL = "train";

    private final Tasks tasks;

    TaskChooser(Tasks tasks) {
        this.tasks = tasks;
    }

    Task choose(ResetOptions options) {
        Object id = options.extras().get(ID);
        Optional<TaskChoice> choice = TaskChoice.of(options);
        if (id instanceof String || id instanceof Integer || id instanceof Long) {
            return named(id.toString(), choice.orElse(null));
        }
        if (id != null) {
            throw refused(ID + " must be a string, was " + id);
        }
        String split = choice.map(TaskChoice::split).orElseGet(this::usualSplit);
        int count = count(split);
        Long index = choice.map(TaskChoice::index).orElse(null);
        if (index != null && (index < 0 || index >= count)) {
            throw refused("the split " + split + " has the tasks 0 to " + (count - 1) + ", none at " + index);
        }
        return tasks.get(split, index != null ? index.intValue() : draw(count, options.seed()));
    }

    private Task named(String id, @Nullable TaskChoice choice) {
        if (choice != null && choice.index() != null) {
            throw refused("a reset names a task by " + ID + " or by its index, not by both");
        }
        List<Task> found = tasks.withId(id).stream()
                .filter(task -> choice == null || task.split().equals(choice.split()))
                .toList();
        if (found.isEmpty()) {
            throw refused("there is no task '" + id + "'" + (choice == null ? "" : " in the split " + choice.split()));
        }
        if (found.size() > 1) {
            throw refused("there are tasks '" + id + "' in several splits, "
                    + found.stream().map(Task::split).toList() + "; say in which");
        }
        return found.get(0);
    }

    private String usualSplit() {
        List<String> names = tasks.splits().stream().map(split -> split.name()).toList();
        return names.contains(USUAL) ? USUAL : names.get(0);
    }

    private int count(String split) {
        try {
            return tasks.count(split);
        } catch (IllegalArgumentException unknown) {
            throw refused(String.valueOf(unknown.getMessage()));
        }
    }

    private static int draw(int count, @Nullable Long seed) {
        return (seed == null ? new Random() : new Random(seed)).nextInt(count);
    }

    private static OpenEnvException refused(String why) {
        return new OpenEnvException(ErrorCode.VALIDATION_ERROR, why);
    }
}
