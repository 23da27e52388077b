package org.openenv.core.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openenv.core.TaskSplit;

/**
 * The tasks that the episodes of an environment can be about, to be listed before there is an episode. A reset chooses one of
 * them with {@link org.openenv.core.TaskChoice}.
 *
 * <p>A task is any value that JSON knows, or a record: what a client may read of it, without what solves it. Usual keys are
 * {@code id}, {@code split}, {@code group}, {@code index} and {@code difficulty} (higher is harder).
 *
 * <p>Safe for use by several threads. What a method throws is answered as an error, and concerns no session.
 */
public interface TaskSource {

    /**
     * Returns the parts that the tasks are in.
     *
     * @return the splits, in the order to list them
     */
    List<TaskSplit> splits();

    /**
     * Returns how many tasks there are.
     *
     * @param split the name of one of the splits
     * @return the number, zero or more
     * @throws IllegalArgumentException if there is no such split
     */
    int count(String split);

    /**
     * Returns a task.
     *
     * @param split the name of one of the splits
     * @param index its place there, from 0
     * @return the task
     * @throws IndexOutOfBoundsException if there are not so many, or the index is negative
     * @throws IllegalArgumentException if there is no such split
     */
    Object task(String split, int index);

    /**
     * Returns the task of a name. Looks at each task of the split unless overridden.
     *
     * @param split the name of one of the splits
     * @param id what the task's key {@code id} says
     * @return the task, or empty if there is none
     * @throws IllegalArgumentException if there is no such split
     */
    default Optional<Object> byId(String split, String id) {
        return range(split, 0, count(split)).stream()
                .filter(task -> task instanceof Map<?, ?> fields && id.equals(fields.get("id")))
                .findFirst();
    }

    /**
     * Returns tasks one after another; each is made when it is looked at, unless overridden.
     *
     * @param split the name of one of the splits
     * @param start the place of the first, from 0
     * @param stop the place behind the last, at least {@code start}, at most {@link #count}
     * @return the tasks
     * @throws IllegalArgumentException if there is no such split
     */
    default List<Object> range(String split, int start, int stop) {
        return new TaskRange(this, split, start, stop);
    }
}
