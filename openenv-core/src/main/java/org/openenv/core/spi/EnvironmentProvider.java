package org.openenv.core.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.State;

/**
 * Makes environments of one kind for a host.
 *
 * <p>An implementation has a public constructor without arguments and is named in {@code
 * META-INF/services/org.openenv.core.spi.EnvironmentProvider}. It is safe for use by several threads: a host asks it for
 * an environment per session, several at once.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public interface EnvironmentProvider<A extends Action, O extends Observation, S extends State> extends AutoCloseable {

    /**
     * Returns what the environment says about itself; its name is its place under {@code /envs/}.
     *
     * @return the same at every call
     */
    EnvironmentMetadata metadata();

    /**
     * Returns the environment's record classes.
     *
     * @return the same at every call
     */
    EnvironmentTypes<A, O, S> types();

    /**
     * Makes an environment for one session. What it throws refuses that session and no other.
     *
     * @param config what the operator set
     * @return a new environment, which its session closes
     */
    Environment<A, O, S> create(EnvironmentConfig config);

    /**
     * Returns whether several environments of this kind may live at once. If not, a host serves one session at a time.
     *
     * @return {@code true} unless overridden
     */
    default boolean supportsConcurrentSessions() {
        return true;
    }

    /**
     * Prepares what the environments share. The host calls it once, before the first {@link #create}; what it throws stops
     * the host from starting, with the same message.
     */
    default void start() {}

    /**
     * Prepares what the environments share, as an operator set it. This is what the host calls; it calls {@link #start()}
     * unless overridden.
     *
     * @param config what the operator set, the same as for each {@link #create}
     */
    default void start(EnvironmentConfig config) {
        start();
    }

    /**
     * Returns the tasks that the environment's episodes can be about, for clients to list. Called after {@link #start}, often
     * and from any thread.
     *
     * @param config what the operator set, the same as for each {@link #create}
     * @return the tasks; empty unless overridden
     */
    default Optional<TaskSource> tasks(EnvironmentConfig config) {
        return Optional.empty();
    }

    /**
     * Returns how many of its environments the machine can hold at once, whatever the host would allow; a server says so at
     * its start. One more is refused by {@link #create} or the environment's reset. Called after {@link #start}.
     *
     * @return the number, at least 1; empty where nothing but the host's limit bounds them
     */
    default OptionalInt capacity() {
        return OptionalInt.empty();
    }

    /**
     * Returns what an agent can call in a session, over the Model Context Protocol. Where there is nothing, a host offers one
     * tool that takes a step, named after the environment.
     *
     * @return tools, each with a name of its own; the same at every call; none unless overridden
     */
    default List<Tool<A, O, S, ?>> tools() {
        return List.of();
    }

    /**
     * Returns requests of the environment's own, which a host answers besides OpenEnv's. Called once, before {@link #start}; a
     * path that OpenEnv uses itself is never reached.
     *
     * @return doors, each with a method and path of its own; none unless overridden
     */
    default List<Door<A, O, S>> doors() {
        return List.of();
    }

    /**
     * Returns the parameters of its own that a step may have beside its action, {@link
     * org.openenv.core.StepOptions#extras}. A host passes on these, and over WebSocket refuses others.
     *
     * @return names, the same at every call; none unless overridden
     */
    default Set<String> stepExtras() {
        return Set.of();
    }

    /**
     * Returns what an operator wants to read in the line that a server prints at its start, such as what runs the
     * environment. Called after {@link #start}.
     *
     * @return a few words in one line, possibly none
     */
    default String startNote() {
        return "";
    }

    /**
     * Returns what stands between an agent's actions and the machine, for an operator to read; a host shows it at {@code
     * /guards} and in the list at {@code /envs}. Called after {@link #start}.
     *
     * @return facts by name, each a value that JSON knows; empty where there is nothing to say
     */
    default Map<String, Object> guards() {
        return Map.of();
    }

    /**
     * Returns why no environment could be made just now, for a readiness probe. Called after {@link #start}, often and from
     * any thread: it must be quick.
     *
     * @return the reason, or empty when all is well
     */
    default Optional<String> notReady() {
        return Optional.empty();
    }

    /**
     * Returns what is broken for good, so that only a restart of the server helps. Quick: it is asked by a liveness probe.
     *
     * @return the reason, or empty when all is well
     */
    default Optional<String> notLive() {
        return Optional.empty();
    }

    /**
     * Returns what an operator may want to watch, for a metrics page. Called after {@link #start}, often and from any
     * thread: it must be quick.
     *
     * @return numbers by name, in snake case; a name that ends in {@code _total} only ever grows
     */
    default Map<String, Number> gauges() {
        return Map.of();
    }

    /**
     * Returns what the gauges mean, for the people who read the metrics page.
     *
     * @return a sentence for each name of {@link #gauges}; one that is missing is explained by its name
     */
    default Map<String, String> gaugeMeanings() {
        return Map.of();
    }

    /** Frees what the environments share. The host calls it once, after the last session has ended. */
    @Override
    default void close() {}
}
