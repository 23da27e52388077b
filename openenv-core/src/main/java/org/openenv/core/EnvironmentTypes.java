package org.openenv.core;

import java.util.Objects;

/**
 * The three record classes of an environment, shared by its host and its client. Each may also be a sealed interface of
 * records: a field {@code type} then tells which of them a message holds.
 *
 * @param action the class of its actions
 * @param observation the class of its observations
 * @param state the class of its state
 * @param <A> the actions' type
 * @param <O> the observations' type
 * @param <S> the state's type
 */
public record EnvironmentTypes<A extends Action, O extends Observation, S extends State>(
        Class<A> action, Class<O> observation, Class<S> state) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if one of the classes is neither a record nor a sealed interface
     */
    public EnvironmentTypes {
        requireRecord("action", action);
        requireRecord("observation", observation);
        requireRecord("state", state);
    }

    private static void requireRecord(String role, Class<?> type) {
        Objects.requireNonNull(type, role + " is required");
        if (!type.isRecord() && !(type.isSealed() && type.isInterface())) {
            throw new IllegalArgumentException(
                    role + " must be a record or a sealed interface of records, " + type.getName() + " is not");
        }
    }
}
