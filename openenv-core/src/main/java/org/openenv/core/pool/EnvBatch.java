package org.openenv.core.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;

/**
 * Several episodes that go on together, a vectorised environment: one call resets them all or takes one step in each, at the
 * same time on their servers.
 *
 * <pre>{@code
 * try (var batch = EnvBatch.of(pool, 16)) {
 *     batch.reset(ResetOptions.none());
 *     List<StepResult<Heard>> results = batch.step(actions);
 * }
 * }</pre>
 *
 * <p>Every call waits for all episodes. If some fail it throws an {@link OpenEnvException} with the code of the first of
 * them, which names its number, has the results of the others as {@code results} in its details, by number, and the other
 * failures suppressed; an episode whose session is lost gets a new one at the next reset. Not safe for use by several threads.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class EnvBatch<A extends Action, O extends Observation, S extends State> implements AutoCloseable {

    private final EnvPool<A, O, S> pool;
    private final List<EnvClient<A, O, S>> sessions;

    private EnvBatch(EnvPool<A, O, S> pool, List<EnvClient<A, O, S>> sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    /**
     * Opens sessions for a number of episodes.
     *
     * @param pool where from; not closed with the batch
     * @param size how many, at least 1
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the batch; the caller closes it
     * @throws OpenEnvException as {@link EnvPool#acquire()}; none stays open then
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public static <A extends Action, O extends Observation, S extends State> EnvBatch<A, O, S> of(
            EnvPool<A, O, S> pool, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, was " + size);
        }
        EnvBatch<A, O, S> batch = new EnvBatch<>(pool, new ArrayList<>());
        try {
            for (int i = 0; i < size; i++) {
                batch.sessions.add(pool.acquire());
            }
            return batch;
        } catch (RuntimeException | Error failure) {
            batch.close();
            throw failure;
        }
    }

    /** Returns how many episodes there are. */
    public int size() {
        return sessions.size();
    }

    /**
     * Starts an episode in each session; a session that was lost is replaced first.
     *
     * @param options makes the options of an episode from its number, from 0
     * @return the first observations, in order
     * @throws OpenEnvException if some could not be reset
     */
    public List<StepResult<O>> reset(IntFunction<ResetOptions> options) {
        for (int i = 0; i < sessions.size(); i++) {
            if (!sessions.get(i).isOpen()) {
                sessions.get(i).close();
                sessions.set(i, pool.acquire());
            }
        }
        return each("reset", (session, number) -> session.resetAsync(options.apply(number)));
    }

    /**
     * Starts an episode in each session, all with the same options.
     *
     * @param options the seed and further parameters
     * @return the first observations, in order
     * @throws OpenEnvException if some could not be reset
     */
    public List<StepResult<O>> reset(ResetOptions options) {
        return reset(number -> options);
    }

    /**
     * Takes a step in each episode, without limits of its own.
     *
     * @param actions one for each episode, in order; {@code null} leaves an episode out, as one that has ended
     * @return the results, in order; {@code null} for each that was left out
     * @throws OpenEnvException if some failed
     */
    public List<@Nullable StepResult<O>> step(List<? extends @Nullable A> actions) {
        return step(actions, StepOptions.none());
    }

    /**
     * Takes a step in each episode.
     *
     * @param actions one for each episode, in order; {@code null} leaves an episode out, as one that has ended
     * @param options the limits of each step
     * @return the results, in order; {@code null} for each that was left out
     * @throws OpenEnvException if some failed
     */
    public List<@Nullable StepResult<O>> step(List<? extends @Nullable A> actions, StepOptions options) {
        if (actions.size() != sessions.size()) {
            throw new IllegalArgumentException(
                    "there are " + sessions.size() + " episodes, and " + actions.size() + " actions");
        }
        return each("step", (session, number) -> {
            A action = actions.get(number);
            return action == null ? CompletableFuture.completedFuture(null) : session.stepAsync(action, options);
        });
    }

    /**
     * Asks each episode for its state.
     *
     * @return the states, in order
     * @throws OpenEnvException if some failed
     */
    public List<S> states() {
        return each("state", (session, number) -> session.stateAsync());
    }

    private <T extends @Nullable Object> List<T> each(
            String what, BiFunction<EnvClient<A, O, S>, Integer, CompletableFuture<T>> call) {
        List<CompletableFuture<T>> running = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            running.add(started(call, i));
        }
        List<T> results = new ArrayList<>();
        List<OpenEnvException> failures = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            try {
                results.add(running.get(i).join());
            } catch (CompletionException failure) {
                results.add(null);
                failures.add(numbered(what, i, failure.getCause()));
            }
        }
        if (failures.isEmpty()) {
            return Collections.unmodifiableList(results);
        }
        throw together(failures, results);
    }

    private <T extends @Nullable Object> CompletableFuture<T> started(
            BiFunction<EnvClient<A, O, S>, Integer, CompletableFuture<T>> call, int number) {
        try {
            return call.apply(sessions.get(number), number);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private OpenEnvException numbered(String what, int number, @Nullable Throwable cause) {
        ErrorCode code = cause instanceof OpenEnvException known ? known.code() : ErrorCode.INVALID_ANSWER;
        String reason = cause == null ? "" : String.valueOf(cause.getMessage());
        return new OpenEnvException(
                code, what + " of episode " + number + " of " + sessions.size() + " failed: " + reason, cause);
    }

    private static OpenEnvException together(List<OpenEnvException> failures, List<?> results) {
        OpenEnvException first = failures.get(0);
        var all = new OpenEnvException(
                first.code(),
                String.valueOf(first.getMessage()),
                Map.of("results", Collections.unmodifiableList(results)),
                first);
        failures.stream().skip(1).forEach(all::addSuppressed);
        return all;
    }

    /** Closes every session. */
    @Override
    public void close() {
        sessions.forEach(EnvClient::close);
    }
}
