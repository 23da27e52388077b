package org.openenv.core;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask of a step. Immutable.
 *
 * @param timeout how long the step may take before the environment ends it; {@code null} for the environment's own
 *     limit. An environment may cap it; more than {@link #LONGEST} counts as that.
 * @param extras further parameters by name, for the environment to interpret; possibly empty
 * @param onOutput is given what the step writes while it runs, one part after another, the last before the step's result is
 *     there; on a thread of the environment's or the client's, which it may hold up: the step does not wait for it. {@code null}
 *     where nobody asks, and passed over by environments that have no output.
 * @param input what is put into the step while it runs; {@code null} where nothing is, and passed over by environments that take
 *     none
 * @param functions what the step's program may call, if functions were offered to its episode; {@code null} where nobody answers
 */
public record StepOptions(
        @Nullable Duration timeout,
        Map<String, Object> extras,
        @Nullable Consumer<OutputChunk> onOutput,
        @Nullable StepInput input,
        @Nullable HostFunctions functions) {

    /** The parameter by which a client of a server asks for the output while a step runs. */
    public static final String STREAM = "stream";

    /** The parameter by which a client of a server says that it puts input into a step while it runs. */
    public static final String INTERACTIVE = "interactive";

    /** The longest time a step may be given: a year. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final StepOptions NONE = new StepOptions(null, Map.of(), null, null, null);

    /**
     * Checks, caps and copies.
     *
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public StepOptions {
        Objects.requireNonNull(extras, "extras is required");
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
        timeout = timeout != null && timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        extras = extras.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /**
     * Returns the options of a plain step.
     *
     * @return options that ask for nothing
     */
    public static StepOptions none() {
        return NONE;
    }

    /**
     * Returns options that limit the step's time.
     *
     * @param timeout how long the step may take, positive
     * @return the options
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public static StepOptions timeout(Duration timeout) {
        return new StepOptions(timeout, Map.of(), null, null, null);
    }

    /**
     * Returns these options with another limit of the step's time.
     *
     * @param newTimeout how long the step may take, positive
     * @return the copy
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public StepOptions withTimeout(Duration newTimeout) {
        return new StepOptions(newTimeout, extras, onOutput, input, functions);
    }

    /**
     * Returns these options with one more parameter, replacing one of the same name. A server refuses over WebSocket what its
     * environment does not know.
     *
     * @param name the parameter's name
     * @param value a value that JSON knows: text, number, boolean, list or map
     * @return the copy
     */
    public StepOptions withExtra(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extras);
        more.put(name, value);
        return new StepOptions(timeout, more, onOutput, input, functions);
    }

    /**
     * Returns these options with somebody who is told of the step's output while it runs.
     *
     * @param listener is given each part
     * @return the copy
     */
    public StepOptions withOutput(Consumer<OutputChunk> listener) {
        return new StepOptions(
                timeout, extras, Objects.requireNonNull(listener, "listener is required"), input, functions);
    }

    /**
     * Returns these options with what is put into the step while it runs.
     *
     * @param newInput of this step alone
     * @return the copy
     */
    public StepOptions withInput(StepInput newInput) {
        return new StepOptions(
                timeout, extras, onOutput, Objects.requireNonNull(newInput, "input is required"), functions);
    }

    /**
     * Returns these options with what the step's program may call, of the functions that were offered to its episode.
     *
     * @param answering carries the calls out
     * @return the copy
     */
    public StepOptions withFunctions(HostFunctions answering) {
        return new StepOptions(
                timeout, extras, onOutput, input, Objects.requireNonNull(answering, "functions is required"));
    }

    /** Returns these options without a parameter. */
    StepOptions without(String name) {
        Map<String, Object> fewer = new LinkedHashMap<>(extras);
        fewer.remove(name);
        return new StepOptions(timeout, fewer, onOutput, input, functions);
    }

    /**
     * Returns what a server makes of these options: if they ask for the output while the step runs, by {@value #STREAM}, they
     * have somebody who is told of it.
     *
     * @param listener is given each part, if that is asked for
     * @return the options for the environment
     * @throws OpenEnvException if the parameter is neither true nor false
     */
    public StepOptions streamedTo(Consumer<OutputChunk> listener) {
        Boolean wanted = truth(STREAM);
        if (wanted == null) {
            return this;
        }
        StepOptions rest = without(STREAM);
        return wanted ? rest.withOutput(listener) : rest;
    }

    /**
     * Returns what a server makes of these options: if they ask for it, by {@value #INTERACTIVE}, they have an input that its
     * client puts something into.
     *
     * @return the options for the environment
     * @throws OpenEnvException if the parameter is neither true nor false
     */
    public StepOptions interactive() {
        Boolean wanted = truth(INTERACTIVE);
        if (wanted == null) {
            return this;
        }
        StepOptions rest = without(INTERACTIVE);
        return wanted ? rest.withInput(new StepInput()) : rest;
    }

    private @Nullable Boolean truth(String name) {
        Object asked = extras.get(name);
        if (asked == null || asked instanceof Boolean) {
            return (Boolean) asked;
        }
        throw new OpenEnvException(ErrorCode.VALIDATION_ERROR, name + " must be true or false, was " + asked);
    }
}
