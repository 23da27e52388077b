package org.openenv.core;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A world an agent acts in, one episode at a time.
 *
 * <p>A caller resets, steps until the result is {@linkplain StepResult#done() done} or it has seen enough, and resets
 * again or closes. The same interface stands before a local environment and before a remote one: {@code
 * org.openenv.core.client.EnvClient} is an {@code Environment}.
 *
 * <p><b>Threads.</b> An environment is used by one thread at a time, and a host calls it from one session only, so that
 * implementations need no locks; only {@link #interrupt()} may come in while a call runs. Calls may come from different threads one after the other. A host whose client has gone
 * {@linkplain Thread#interrupt() interrupts} the thread that runs a step and expects it to return or throw soon; it then
 * calls {@link #close()}.
 *
 * <p><b>Errors.</b> Whatever an implementation throws from {@code reset} or {@code step} reaches the caller as an
 * {@link OpenEnvException} with {@link ErrorCode#EXECUTION_ERROR} and the same message; the environment stays usable.
 *
 * @param <A> the actions it takes
 * @param <O> the observations it shows
 * @param <S> the state it reports
 */
public interface Environment<A extends Action, O extends Observation, S extends State> extends AutoCloseable {

    /**
     * Starts a new episode; whatever the last one left is gone.
     *
     * @param options the seed, the episode's name and further parameters
     * @return the first observation
     */
    StepResult<O> reset(ResetOptions options);

    /**
     * Starts a new episode without asking for anything.
     *
     * @return the first observation
     */
    default StepResult<O> reset() {
        return reset(ResetOptions.none());
    }

    /**
     * Takes one step. Before the first reset, the environment behaves as if it had been reset without options.
     *
     * @param action what the agent does
     * @param options the step's limits
     * @return what came of it
     */
    StepResult<O> step(A action, StepOptions options);

    /**
     * Takes one step without asking for limits.
     *
     * @param action what the agent does
     * @return what came of it
     */
    default StepResult<O> step(A action) {
        return step(action, StepOptions.none());
    }

    /**
     * Asks the step that is running to end early, keeping the episode: its answer comes as usual, only sooner. The one method
     * that may be called from any thread while another runs.
     *
     * @return whether a step was running and will end; {@code false} where nothing runs or the environment can't do this,
     *     as by default
     */
    default boolean interrupt() {
        return false;
    }

    /**
     * Makes copies of this environment as it is now. Each goes on from here by itself: what one does, neither the others nor
     * this one see. The copies' episodes are named after this one's, {@code name/1} and so on; their states are as this one's
     * otherwise.
     *
     * @param count how many, at least one
     * @param options how to make them, and whether they are to go on alike
     * @return the copies, each with all it holds the caller's to close: as many as were asked for
     * @throws OpenEnvException if they can't be made, or the environment can't do this, as by default; then there is none of
     *     them, and this environment goes on as if nothing had been asked
     * @throws IllegalArgumentException if the count is not positive
     */
    default List<? extends Environment<A, O, S>> fork(int count, ForkOptions options) {
        throw new OpenEnvException(
                ErrorCode.EXECUTION_ERROR,
                "this environment can't be forked: " + getClass().getName() + " has no fork()");
    }

    /**
     * Makes copies of this environment as it is now, in the best way there is, which go on alike.
     *
     * @param count how many, at least one
     * @return the copies, the caller's to close: as many as were asked for
     * @throws OpenEnvException if they can't be made
     * @throws IllegalArgumentException if the count is not positive
     */
    default List<? extends Environment<A, O, S>> fork(int count) {
        return fork(count, ForkOptions.none());
    }

    /**
     * Returns where the running episode was forked from.
     *
     * @return empty for an episode that began with a reset, as by default
     */
    default Optional<ForkedFrom> forkedFrom() {
        return Optional.empty();
    }

    /**
     * Returns the rubric that rewards steps, for who checks an environment; its scores are in each step's {@code
     * metadata.rubric}.
     *
     * @return the rubric and its parts, each before its own parts; empty where there is none, as by default
     */
    default List<RubricNode> rubric() {
        return List.of();
    }

    /**
     * Returns the files that the environment's programs read and write. Like all else, they are a new episode's after a reset.
     *
     * @return the files, for as long as the environment is open
     * @throws OpenEnvException of the kind {@link WorkspaceFailure#NO_WORKSPACE} where it has none, as by default
     */
    default Workspace workspace() {
        throw WorkspaceFailure.NO_WORKSPACE.exception("This environment has no files.");
    }

    /**
     * Returns what the machine's tools, such as {@code ps}, call the process that runs the episode now: an operator is told it
     * beside the session's id. From any thread.
     *
     * @return a name that opens nothing; {@code null} where there is no such process, as by default
     */
    default @Nullable String process() {
        return null;
    }

    /**
     * Returns where the episode stands. Changes nothing.
     *
     * @return the state now
     */
    S state();

    /** Ends the episode and frees what it holds. Closing again does nothing; any other call after it fails. */
    @Override
    void close();

    /**
     * Returns this environment with a transform applied to each of its results.
     *
     * @param transform what rewrites the results
     * @return an environment that closes this one when it is closed
     */
    default Environment<A, O, S> with(Transform<A, O> transform) {
        return new TransformedEnvironment<>(this, transform);
    }
}
