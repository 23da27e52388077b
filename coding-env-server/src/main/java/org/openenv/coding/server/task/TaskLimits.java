package org.openenv.coding.server.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.core.ResetOptions;

/** Turns limits by name, as a reset and a task have them, into those of an episode. */
public interface TaskLimits {

    /**
     * Returns the limits that are meant.
     *
     * @param named limits by name, among other things
     * @return what is in force: nothing above what the server allows
     * @throws org.openenv.core.OpenEnvException if one makes no sense
     */
    ExecutionLimits of(Map<String, Object> named);

    /**
     * Refuses limits that could never be in force.
     *
     * @param named limits by name, nothing else
     * @throws IllegalArgumentException if one makes no sense, or there is none of its name
     */
    void check(Map<String, Object> named);

    /** Returns a reset that asks for a task's limits, or less where it does so itself; without what chose the task. */
    static ResetOptions lowered(ResetOptions options, Map<String, Object> limits) {
        Map<String, Object> extras = new LinkedHashMap<>(options.extras());
        extras.keySet().removeAll(List.of(TaskChooser.ID, "split", "index", TaskEnvironment.TASKS));
        limits.forEach((name, limit) -> extras.merge(name, limit, TaskLimits::lower));
        return new ResetOptions(options.seed(), options.episodeId(), extras);
    }

    /** What is no number is refused by who reads it. */
    private static Object lower(Object asked, Object limit) {
        return asked instanceof Number one && limit instanceof Number other && other.doubleValue() < one.doubleValue()
                ? limit
                : asked;
    }
}
