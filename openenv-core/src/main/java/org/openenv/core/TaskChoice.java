package org.openenv.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which task an episode shall be about: the fields {@code split} and {@code index} of a reset. Immutable.
 *
 * @param split the part of the tasks it is in
 * @param index its place there, from 0, not checked against any number; {@code null} to have one chosen by the seed
 */
public record TaskChoice(String split, @Nullable Long index) {

    private static final String SPLIT = "split";
    private static final String INDEX = "index";

    /**
     * Reads what a reset asks for.
     *
     * @param options the reset's options
     * @return the choice; empty if it names no split
     * @throws OpenEnvException with {@code VALIDATION_ERROR} if the split is no text, the index no integer, or there is an
     *     index without a split
     */
    public static Optional<TaskChoice> of(ResetOptions options) {
        Object split = options.extras().get(SPLIT);
        Object index = options.extras().get(INDEX);
        if (split == null && index == null) {
            return Optional.empty();
        }
        if (!(split instanceof String name)) {
            throw refused(split == null ? "index needs a split beside it" : "split must be a text, was " + split);
        }
        if (index == null) {
            return Optional.of(new TaskChoice(name, null));
        }
        if (index instanceof Integer || index instanceof Long) {
            return Optional.of(new TaskChoice(name, ((Number) index).longValue()));
        }
        throw refused("index must be an integer, was " + index);
    }

    /**
     * Returns options of a reset that also choose a task.
     *
     * @param options what else the reset asks
     * @param split the part of the tasks
     * @param index the task's place there, from 0
     * @return the copy
     */
    public static ResetOptions in(ResetOptions options, String split, int index) {
        return options.withExtra(SPLIT, split).withExtra(INDEX, index);
    }

    private static OpenEnvException refused(String why) {
        return new OpenEnvException(ErrorCode.VALIDATION_ERROR, why);
    }
}
