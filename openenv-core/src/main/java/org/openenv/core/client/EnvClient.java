package org.openenv.core.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/**
 * An environment on an OpenEnv server, of this project or any other, over one WebSocket, which is one session there.
 *
 * <p><b>Threads.</b> Safe for use by several threads; requests are answered in the order they were made. The futures of
 * the asynchronous methods complete on a thread of the HTTP client: don't block it.
 *
 * <p><b>Errors.</b> Everything fails with an {@link OpenEnvException}, whose code says who must act; futures complete with
 * one. A request that {@linkplain ErrorCode#TIMED_OUT timed out} or was cancelled is forgotten, its late answer dropped:
 * it can't be taken for the answer to the next one, and the session goes on. After {@link ErrorCode#CONNECTION_LOST} the
 * session is gone; connect again.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class EnvClient<A extends Action, O extends Observation, S extends State> implements Environment<A, O, S> {

    private final WireCodec<A, O, S> codec;
    private final ClientConfig config;
    private final SocketConnection connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EnvClient(URI uri, EnvironmentTypes<A, O, S> types, ClientConfig config) {
        this.codec = new WireCodec<>(types);
        this.config = config;
        this.connection = SocketConnection.open(uri, config, this::farewell);
    }

    /**
     * Connects with the default options.
     *
     * @param server where it is: {@code http://localhost:8000}, {@code localhost:8000}, {@code wss://host/envs/echo}
     * @param types the environment's records
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return a connected client; the caller closes it
     * @throws OpenEnvException with {@code CONNECTION_LOST} or {@code TIMED_OUT}
     * @throws IllegalArgumentException if the address is none
     */
    public static <A extends Action, O extends Observation, S extends State> EnvClient<A, O, S> connect(
            String server, EnvironmentTypes<A, O, S> types) {
        return connect(server, types, ClientConfig.defaults());
    }

    /**
     * Connects.
     *
     * @param server where it is: {@code http://localhost:8000}, {@code localhost:8000}, {@code wss://host/envs/echo}
     * @param types the environment's records
     * @param config how to wait
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return a connected client; the caller closes it
     * @throws OpenEnvException with {@code CONNECTION_LOST} or {@code TIMED_OUT}
     * @throws IllegalArgumentException if the address is none
     */
    public static <A extends Action, O extends Observation, S extends State> EnvClient<A, O, S> connect(
            String server, EnvironmentTypes<A, O, S> types, ClientConfig config) {
        Objects.requireNonNull(server, "server is required");
        return new EnvClient<>(ServerAddress.socket(server), types, config);
    }

    @Override
    public StepResult<O> reset(ResetOptions options) {
        return join(resetAsync(options));
    }

    @Override
    public StepResult<O> step(A action, StepOptions options) {
        return join(stepAsync(action, options));
    }

    @Override
    public S state() {
        return join(stateAsync());
    }

    /**
     * Starts a new episode without waiting for it.
     *
     * @param options the seed, the episode's name and further parameters
     * @return the first observation, later; cancelling it forgets the request
     */
    public CompletableFuture<StepResult<O>> resetAsync(ResetOptions options) {
        return request(new ClientMessage.Reset<>(options, null), config.requestTimeout(), this::result);
    }

    /**
     * Takes one step without waiting for it.
     *
     * @param action what the agent does
     * @param options the step's limits
     * @return what comes of it, later; cancelling it forgets the request, but does not stop the step
     */
    public CompletableFuture<StepResult<O>> stepAsync(A action, StepOptions options) {
        Duration own = options.timeout();
        Duration wait =
                own == null ? config.requestTimeout() : config.requestTimeout().plus(own);
        return request(new ClientMessage.Step<>(action, options, null), wait, this::result);
    }

    /**
     * Takes one step without limits of its own and without waiting for it.
     *
     * @param action what the agent does
     * @return what comes of it, later; cancelling it forgets the request, but does not stop the step
     */
    public CompletableFuture<StepResult<O>> stepAsync(A action) {
        return stepAsync(action, StepOptions.none());
    }

    /**
     * Asks for the state without waiting for it.
     *
     * @return the state, later
     */
    public CompletableFuture<S> stateAsync() {
        return request(new ClientMessage.GetState<>(null), config.requestTimeout(), this::state);
    }

    /**
     * Asks the server to end the step that is running there, without waiting for that: the step's own answer comes as usual,
     * only sooner.
     *
     * @return whether the request could be sent; whether a step was running tells {@link #interruptAsync()}
     */
    @Override
    public boolean interrupt() {
        if (!isOpen()) {
            return false;
        }
        return !interruptAsync().isCompletedExceptionally();
    }

    /**
     * Asks the server to end the step that is running there. A server that does not know this, as the Python reference,
     * answers with {@link ErrorCode#UNKNOWN_TYPE}.
     *
     * @return whether a step was running, once its own answer has come
     */
    public CompletableFuture<Boolean> interruptAsync() {
        return request(new ClientMessage.Interrupt<>(null), config.requestTimeout(), message -> {
            if (message instanceof ServerMessage.Interrupted<O, S> interrupted) {
                return interrupted.interrupted();
            }
            throw new OpenEnvException(ErrorCode.INVALID_ANSWER, "asked to interrupt, the server answered " + message);
        });
    }

    /**
     * Returns whether the session can still be used.
     *
     * @return {@code false} once the client was closed or the connection lost
     */
    public boolean isOpen() {
        return !closed.get() && connection.isOpen();
    }

    private <T> CompletableFuture<T> request(
            ClientMessage<A> message, Duration wait, Function<ServerMessage<O, S>, T> read) {
        if (closed.get()) {
            throw new IllegalStateException("this client is closed; connect a new one");
        }
        CompletableFuture<String> answer = connection.exchange(codec.write(message));
        CompletableFuture<T> result =
                answer.orTimeout(wait.toNanos(), TimeUnit.NANOSECONDS).thenApply(text -> read.apply(answerOf(text)));
        return result.exceptionallyCompose(failure -> CompletableFuture.failedFuture(explain(failure, wait)));
    }

    private ServerMessage<O, S> answerOf(String text) {
        ServerMessage<O, S> message = codec.readServerMessage(text);
        if (message instanceof ServerMessage.Failed<O, S> failed) {
            throw failed.toException();
        }
        return message;
    }

    private StepResult<O> result(ServerMessage<O, S> message) {
        if (message instanceof ServerMessage.Observed<O, S> observed) {
            return observed.result();
        }
        throw new OpenEnvException(
                ErrorCode.INVALID_ANSWER, "asked for an observation, the server answered " + message);
    }

    private S state(ServerMessage<O, S> message) {
        if (message instanceof ServerMessage.StateIs<O, S> state) {
            return state.state();
        }
        throw new OpenEnvException(ErrorCode.INVALID_ANSWER, "asked for the state, the server answered " + message);
    }

    private @Nullable OpenEnvException farewell(String text) {
        try {
            return codec.readServerMessage(text) instanceof ServerMessage.Failed<O, S> failed
                    ? failed.toException()
                    : null;
        } catch (OpenEnvException unreadable) {
            return unreadable;
        }
    }

    private static Throwable explain(Throwable failure, Duration wait) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return new OpenEnvException(
                    ErrorCode.TIMED_OUT,
                    "no answer within " + wait + "; the request is forgotten, its late answer will be dropped",
                    cause);
        }
        return cause;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while waiting for the answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OpenEnvException failure) {
                throw new OpenEnvException(
                        failure.code(), String.valueOf(failure.getMessage()), failure.details(), failure);
            }
            throw new OpenEnvException(
                    ErrorCode.INVALID_ANSWER, "the answer can't be read: " + e.getCause(), e.getCause());
        }
    }

    /** Ends the session and closes the connection. The server goes on. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connection.close(codec.write(new ClientMessage.Close<>(null)));
        }
    }
}
