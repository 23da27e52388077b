package org.openenv.coding.server.python;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An execution backend: opens interpreters, one for each episode.
 *
 * <p>Safe for use by several threads. What it throws is an {@link PythonUnavailableException} with a message for the
 * operator.
 */
public interface PythonExecutor extends AutoCloseable {

    /** The hash seed ({@code PYTHONHASHSEED}) of every episode with a seed, whatever that seed is. */
    int HASH_SEED = 1;

    /**
     * Opens a fresh interpreter, in which nothing has run yet. Blocks while none is ready.
     *
     * @param seed decides {@code random} and numpy's generator, and has strings hash with {@link #HASH_SEED}; {@code null}
     *     for fresh ones
     * @param limits what the episode may use
     * @return the interpreter; the caller closes it
     * @throws PythonUnavailableException if no interpreter can be had
     * @throws LimitRefusedException if a limit can't be had
     * @throws CapacityException if no more interpreters can be open at once
     */
    PythonInterpreter open(@Nullable Long seed, ExecutionLimits limits);

    /**
     * Opens a fresh interpreter as {@link #open(Long, ExecutionLimits)} does, whose programs find something besides.
     *
     * @param seed decides random numbers, or {@code null}
     * @param limits what the episode may use
     * @param setup what its programs find
     * @return the interpreter; the caller closes it
     * @throws PythonUnavailableException if no interpreter can be had, or this backend can't do that
     */
    default PythonInterpreter open(@Nullable Long seed, ExecutionLimits limits, EpisodeSetup setup) {
        if (!setup.isNothing()) {
            throw new PythonUnavailableException("this backend has neither functions of the client nor packages", null);
        }
        return open(seed, limits);
    }

    /**
     * Returns which Python runs the programs.
     *
     * @return such as {@code CPython 3.11.2 (/usr/bin/python3)}
     */
    String python();

    /**
     * Returns what stands between a program and the machine.
     *
     * @return each guard, in force or not, in a fixed order
     */
    GuardReport guards();

    /**
     * Returns why interpreters can't be copied here, so that forks run their programs again. Found out by copying one, when this is
     * first asked; may then take as long as opening a few interpreters.
     *
     * @return the reason, or empty where they can be
     */
    default Optional<String> noCopies() {
        return Optional.of("this backend can't copy an interpreter");
    }

    /**
     * Returns why no interpreter could be had just now. Quick, for a readiness probe.
     *
     * @return the reason, or empty when all is well
     */
    default Optional<String> notReady() {
        return Optional.empty();
    }

    /**
     * Returns what is broken for good, so that only a restart helps. Quick, for a liveness probe.
     *
     * @return the reason, or empty when all is well
     */
    default Optional<String> notLive() {
        return Optional.empty();
    }

    /**
     * Returns how many interpreters can be open at once; {@link #open} refuses one more.
     *
     * @return the number, or empty where nothing bounds them
     */
    default OptionalInt capacity() {
        return OptionalInt.empty();
    }

    /**
     * Returns what an operator may want to watch. Quick, for a metrics page.
     *
     * @return numbers by name, in snake case; a name that ends in {@code _total} only ever grows
     */
    default Map<String, Number> gauges() {
        return Map.of();
    }

    /** Ends every interpreter and frees everything. Closing again does nothing. */
    @Override
    void close();
}
