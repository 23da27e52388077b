package org.openenv.core.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.State;

/**
 * Something that an agent can call by its name: over the Model Context Protocol, at {@code /mcp}. Immutable.
 *
 * @param name letters, digits, {@code _}, {@code -} and {@code .}, at most 128
 * @param description what it does, for a model to read
 * @param input the record that its arguments become; its components are the tool's parameters
 * @param meanings what parameters mean, by their names on the wire (snake case), for a model to read; possibly empty
 * @param call what it does
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 * @param <I> the record of its arguments
 */
public record Tool<A extends Action, O extends Observation, S extends State, I extends Record>(
        String name, String description, Class<I> input, Map<String, String> meanings, Call<A, O, S, I> call) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    /** What OpenEnv calls an environment's own methods, and what a host calls those of a session. */
    private static final Set<String> RESERVED =
            Set.of("reset", "step", "state", "close", "session_create", "session_close");

    /**
     * What a tool does.
     *
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @param <I> the record of its arguments
     */
    @FunctionalInterface
    public interface Call<A extends Action, O extends Observation, S extends State, I extends Record> {

        /**
         * Does it. Called in the session's turn, as {@link Environment#step} is; its steps and resets are counted and told as
         * any other. Whatever it throws is told as the tool's error, and the session goes on.
         *
         * @param environment the session's environment; not to be closed here
         * @param input the arguments
         * @return what came of it
         */
        ToolResult call(Environment<A, O, S> environment, I input);
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the name is none that a tool can have
     */
    public Tool {
        Objects.requireNonNull(name, "name is required");
        Objects.requireNonNull(description, "description is required");
        Objects.requireNonNull(input, "input is required");
        Objects.requireNonNull(call, "call is required");
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "a tool's name has 1 to 128 letters, digits, '_', '-' and '.', and is none of " + RESERVED
                            + "; was '" + name + "'");
        }
        meanings = Collections.unmodifiableMap(new LinkedHashMap<>(meanings));
    }

    /**
     * Makes a tool.
     *
     * @param name its name
     * @param description what it does, for a model to read
     * @param input the record that its arguments become
     * @param call what it does
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @param <I> the record of its arguments
     * @return the tool
     */
    public static <A extends Action, O extends Observation, S extends State, I extends Record> Tool<A, O, S, I> of(
            String name, String description, Class<I> input, Call<A, O, S, I> call) {
        return new Tool<>(name, description, input, Map.of(), call);
    }

    /**
     * Returns this tool with the meaning of one more parameter.
     *
     * @param parameter its name on the wire
     * @param meaning a sentence for a model to read
     * @return the copy
     */
    public Tool<A, O, S, I> withMeaning(String parameter, String meaning) {
        Map<String, String> more = new LinkedHashMap<>(meanings);
        more.put(parameter, meaning);
        return new Tool<>(name, description, input, more, call);
    }
}
