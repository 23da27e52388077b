package org.openenv.core.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.ServerAddress;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.Workspace;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ClientMessage.Fork.Terms;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/**
 * An environment on an OpenEnv server, of this project or any other, over one WebSocket, which is one session there.
 *
 * <p><b>Threads.</b> Safe for use by several threads; requests are answered in the order they were made. The futures of
 * the asynchronous methods complete, in whatever way, on a thread named {@code openenv-client-N} of a pool that all clients
 * share and that grows as needed: callbacks may block there, and may call this client. Only cancelling is done by the
 * thread that cancels.
 *
 * <p><b>Errors.</b> Everything fails with an {@link OpenEnvException}, whose code says who must act; futures complete with
 * one. A request that {@linkplain ErrorCode#TIMED_OUT timed out} or was cancelled is forgotten, its late answer dropped:
 * it can't be taken for the answer to the next one, and the session goes on. An answer that is nobody's ends the connection.
 * After {@link ErrorCode#CONNECTION_LOST} the
 * session is gone; connect again, or have a client reattach by itself: {@link ClientConfig#withReattach}.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class EnvClient<A extends Action, O extends Observation, S extends State> implements Environment<A, O, S> {

    private final String server;
    private final WireCodec<A, O, S> codec;
    private final ClientConfig config;
    private final Calls<A> calls;
    private final Tasks tasks;
    private final Tools tools;
    private final Set<EnvClient<A, O, S>> more = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ForkedFrom origin;
    private final Workspace workspace;

    private EnvClient(String server, WireCodec<A, O, S> codec, ClientConfig config, Connection connection) {
        this(server, codec, config, connection, null);
    }

    private EnvClient(
            String server,
            WireCodec<A, O, S> codec,
            ClientConfig config,
            Connection connection,
            @Nullable ForkedFrom origin) {
        this.server = server;
        this.codec = codec;
        this.config = config;
        this.calls = new Calls<>(codec::write, config, connection);
        this.tasks = new Tasks(ServerAddress.of(server), config);
        this.tools = new Tools(calls);
        this.origin = origin;
        this.workspace = new RemoteWorkspace(
                ServerAddress.of(server), config, data -> calls.now(calls.files(data), Answers::aboutFiles));
    }

    /**
     * Connects with the default options, as {@link #connect(String, EnvironmentTypes, ClientConfig)} does.
     *
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    public static <A extends Action, O extends Observation, S extends State> EnvClient<A, O, S> connect(
            String server, EnvironmentTypes<A, O, S> types) {
        return connect(server, types, ClientConfig.defaults());
    }

    /**
     * Connects with the default options to what {@code EnvironmentHost.uri()} returns, for example.
     *
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @see #connect(String, EnvironmentTypes, ClientConfig)
     */
    public static <A extends Action, O extends Observation, S extends State> EnvClient<A, O, S> connect(
            URI server, EnvironmentTypes<A, O, S> types) {
        return connect(server.toString(), types, ClientConfig.defaults());
    }

    /**
     * Connects to what {@code EnvironmentHost.uri()} returns, for example.
     *
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @see #connect(String, EnvironmentTypes, ClientConfig)
     */
    public static <A extends Action, O extends Observation, S extends State> EnvClient<A, O, S> connect(
            URI server, EnvironmentTypes<A, O, S> types, ClientConfig config) {
        return connect(server.toString(), types, config);
    }

    /**
     * Connects.
     *
     * @param server where it is: {@code http://localhost:8000}, {@code localhost:8000}, {@code wss://host/envs/echo}
     * @param types the environment's records
     * @param config how to connect and wait
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return a connected client; the caller closes it
     * @throws OpenEnvException with {@code CONNECTION_LOST} or {@code TIMED_OUT}
     * @throws IllegalArgumentException if the address is none, or a component of the records can't cross the wire
     */
    public static <A extends Action, O extends Observation, S extends State> EnvClient<A, O, S> connect(
            String server, EnvironmentTypes<A, O, S> types, ClientConfig config) {
        return connect(server, new WireCodec<>(types), config);
    }

    private static <A extends Action, O extends Observation, S extends State> EnvClient<A, O, S> connect(
            String server, WireCodec<A, O, S> codec, ClientConfig config) {
        return new EnvClient<>(server, codec, config, Connections.openNow(server, config, codec::openReply));
    }

    /** Connects with the default options, as {@link #generic(String, ClientConfig)} does. */
    public static EnvClient<GenericAction, GenericObservation, GenericState> generic(String server) {
        return generic(server, ClientConfig.defaults());
    }

    /**
     * Connects to a server whose environment's records are not known.
     *
     * @param server where it is: {@code http://localhost:8000}, {@code localhost:8000}, {@code wss://host/envs/echo}
     * @param config how to connect and wait
     * @return a connected client over maps; the caller closes it
     * @throws OpenEnvException with {@code CONNECTION_LOST} or {@code TIMED_OUT}
     * @throws IllegalArgumentException if the address is none
     */
    public static EnvClient<GenericAction, GenericObservation, GenericState> generic(
            String server, ClientConfig config) {
        return connect(
                server,
                new EnvironmentTypes<>(GenericAction.class, GenericObservation.class, GenericState.class),
                config);
    }

    /**
     * Connects without waiting for it.
     *
     * @param server where it is: {@code http://localhost:8000}, {@code localhost:8000}, {@code wss://host/envs/echo}
     * @param types the environment's records
     * @param config how to connect and wait
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return a connected client, later, or an {@link OpenEnvException} with {@code CONNECTION_LOST} or {@code TIMED_OUT};
     *     cancelling it gives up connecting
     * @throws IllegalArgumentException if the address is none, or a component of the records can't cross the wire
     */
    public static <A extends Action, O extends Observation, S extends State>
            CompletableFuture<EnvClient<A, O, S>> connectAsync(
                    String server, EnvironmentTypes<A, O, S> types, ClientConfig config) {
        WireCodec<A, O, S> codec = new WireCodec<>(types);
        URI uri = ServerAddress.of(server).socket();
        CompletableFuture<Connection> opening = Connections.open(server, config, codec::openReply);
        return Futures.map(
                opening,
                connection -> new EnvClient<>(server, codec, config, connection),
                failure -> Failures.of(uri, config, failure),
                () -> Connections.giveUp(opening));
    }

    @Override
    public StepResult<O> reset(ResetOptions options) {
        StepResult<O> result = calls.now(calls.reset(options), Answers::<O>result);
        origin = null;
        return result;
    }

    /**
     * Makes copies of the session on the server, each a session of its own with a client of its own. A copy's session ends when
     * its client is closed; it does not end with this one.
     *
     * @param count how many, 1 to {@value ClientMessage.Fork#MOST}
     * @param options how to make them, and whether they are to go on alike
     * @return the copies' clients, the caller's to close: as many as were asked for
     * @throws OpenEnvException with {@code CAPACITY_REACHED} where there are not places for all, {@code EXECUTION_ERROR} if they
     *     can't be made, {@code UNKNOWN_TYPE} if the server knows no forks; then there is none of them
     * @throws IllegalArgumentException if so many can't be asked for
     */
    @Override
    public List<EnvClient<A, O, S>> fork(int count, ForkOptions options) {
        List<EnvClient<A, O, S>> copies = fork(count, calls.fork(count, options, Terms.USUAL));
        if (copies.size() < count) {
            copies.forEach(EnvClient::close);
            throw new OpenEnvException(
                    ErrorCode.INVALID_ANSWER, "asked for " + count + " copies, the server made " + copies.size());
        }
        return copies;
    }

    @Override
    public List<EnvClient<A, O, S>> fork(int count) {
        return fork(count, ForkOptions.none());
    }

    /**
     * Makes as many copies of the session as there are places for.
     *
     * @param most how many at most, 1 to {@value ClientMessage.Fork#MOST}
     * @param options how to make them, and whether they are to go on alike
     * @return the copies' clients, the caller's to close: one at least
     * @throws OpenEnvException if there is not even one, with the reason
     * @throws IllegalArgumentException if so many can't be asked for
     */
    public List<EnvClient<A, O, S>> forkUpTo(int most, ForkOptions options) {
        return fork(most, calls.fork(most, options, new Terms(true, false, false)));
    }

    private List<EnvClient<A, O, S>> fork(int count, Request request) {
        ServerMessage<?, ?> answer = calls.now(request, message -> message);
        var copies = new ForkedClients(ServerAddress.of(server), config.withoutSession(), codec::openReply);
        return copies.connect(
                answer, count, (connection, from) -> new EnvClient<>(server, codec, copies.config(), connection, from));
    }

    /**
     * Keeps the session as it is now, on the server: a frozen copy, to return to. It takes a place as any session does.
     *
     * @param withThis whether it ends with this session; otherwise it goes on, as a copy does
     * @return the snapshot, the caller's to close
     * @throws OpenEnvException as {@link #fork(int, ForkOptions)}
     */
    public Snapshot<A, O, S> snapshot(boolean withThis) {
        return new Snapshot<>(fork(1, calls.fork(1, ForkOptions.none(), new Terms(false, true, withThis)))
                .get(0));
    }

    /** Returns what the server told of this copy when it was made. */
    @Override
    public Optional<ForkedFrom> forkedFrom() {
        return Optional.ofNullable(origin);
    }

    @Override
    public StepResult<O> step(A action, StepOptions options) {
        return calls.now(calls.step(action, options), Answers::<O>result);
    }

    @Override
    public S state() {
        return calls.now(calls.state(), Answers::<S>state);
    }

    /**
     * Takes several steps with one message, one after the other: without a round trip between them. They end with one that
     * ends the episode, with one that fails, and with one whose metadata have an {@code error} if that is to stop them. A
     * server that does not know such messages is sent one step after the other.
     *
     * @param actions what the agent does, in order, 1 to {@value ClientMessage.Steps#MOST}
     * @param options the limits of each step
     * @param stopOnError whether a result whose metadata have an {@code error} is the last
     * @return what came of those that were taken
     * @throws OpenEnvException if the message as a whole was refused or not answered
     * @throws IllegalArgumentException if there are none, or too many
     */
    public TakenSteps<O> steps(List<A> actions, StepOptions options, boolean stopOnError) {
        if (actions.isEmpty() || actions.size() > ClientMessage.Steps.MOST) {
            throw new IllegalArgumentException(
                    "there must be 1 to " + ClientMessage.Steps.MOST + " actions, were " + actions.size());
        }
        try {
            return calls.now(calls.steps(actions, options, stopOnError), Answers::<O>taken);
        } catch (OpenEnvException unknown) {
            if (unknown.code() != ErrorCode.UNKNOWN_TYPE) {
                throw unknown;
            }
            return StepByStep.take(this, actions, options, stopOnError);
        }
    }

    /**
     * Asks something that only this environment answers, in the session's turn: one of the {@code doors()} of its provider.
     *
     * @param door the door's name, such as {@code grade}
     * @param data what is asked: maps, lists, texts, numbers, truths
     * @param patience how long the answer may take, beyond {@link ClientConfig#requestTimeout()}
     * @return the answer: maps, lists, texts, numbers, truths
     * @throws OpenEnvException if it was refused or not answered; with {@code UNKNOWN_TYPE} by a server that has no such door
     */
    public Map<String, Object> ask(String door, Map<String, ?> data, Duration patience) {
        return calls.now(
                calls.door(door, WireCodec.writeValue(data), patience), message -> Answers.atDoor(door, message));
    }

    /**
     * Asks something that only this environment answers, without waiting for it.
     *
     * @param door the door's name, such as {@code grade}
     * @param data what is asked: maps, lists, texts, numbers, truths
     * @param patience how long the answer may take, beyond {@link ClientConfig#requestTimeout()}
     * @return the answer, later; cancelling it forgets the request, and ends it early only with
     *     {@link ClientConfig#withInterruptOnCancel}
     */
    public CompletableFuture<Map<String, Object>> askAsync(String door, Map<String, ?> data, Duration patience) {
        return calls.later(
                calls.door(door, WireCodec.writeValue(data), patience), message -> Answers.atDoor(door, message));
    }

    /**
     * Starts a new episode without waiting for it.
     *
     * @param options the seed, the episode's name and further parameters
     * @return the first observation, later; cancelling it forgets the request
     */
    public CompletableFuture<StepResult<O>> resetAsync(ResetOptions options) {
        return calls.later(calls.reset(options), message -> {
            StepResult<O> result = Answers.result(message);
            origin = null;
            return result;
        });
    }

    /**
     * Takes one step without waiting for it.
     *
     * @param action what the agent does
     * @param options the step's limits
     * @return what comes of it, later; cancelling it forgets the request, and stops the step only with
     *     {@link ClientConfig#withInterruptOnCancel}
     */
    public CompletableFuture<StepResult<O>> stepAsync(A action, StepOptions options) {
        return calls.later(calls.step(action, options), Answers::<O>result);
    }

    /** Takes one step without limits of its own, as {@link #stepAsync(Action, StepOptions)} does. */
    public CompletableFuture<StepResult<O>> stepAsync(A action) {
        return stepAsync(action, StepOptions.none());
    }

    /**
     * Asks for the state without waiting for it.
     *
     * @return the state, later
     */
    public CompletableFuture<S> stateAsync() {
        return calls.later(calls.state(), Answers::<S>state);
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
        return calls.later(calls.interrupt(), Answers::interrupted);
    }

    /**
     * Returns the files of the session's episode; asks nothing yet. What is large goes by HTTP beside the session's
     * connection, with the same token, a part at a time. Safe for use by several threads.
     *
     * @return the files, for as long as this client is open; a server that has none says so when it is asked
     */
    @Override
    public Workspace workspace() {
        return workspace;
    }

    /** Returns what tells the environment's tasks; asks nothing yet. */
    public Tasks tasks() {
        return tasks;
    }

    /** Returns what lists and calls the environment's tools; asks nothing yet. */
    public Tools tools() {
        return tools;
    }

    /**
     * Connects once more: to the same server, with the same options, for a session beside this one.
     *
     * @return a connected client, closed with this one if not before
     * @throws OpenEnvException with {@code CONNECTION_LOST} or {@code TIMED_OUT}
     * @throws IllegalStateException if this client is closed
     */
    public EnvClient<A, O, S> newSession() {
        EnvClient<A, O, S> another = connect(server, codec, config.withoutSession());
        more.add(another);
        another.whenClosed(() -> more.remove(another));
        if (calls.isClosed()) {
            another.close();
            throw new IllegalStateException("this client is closed; connect a new one");
        }
        return another;
    }

    /**
     * Returns whether the session can still be used.
     *
     * @return {@code false} once the client was closed or the connection lost
     */
    public boolean isOpen() {
        return calls.isOpen();
    }

    /**
     * Has something done when this client is closed: what its session held is given back then.
     *
     * @param action run once, by the thread that closes, after the connection has ended; at once if it is closed already
     * @return this
     */
    public EnvClient<A, O, S> whenClosed(Runnable action) {
        calls.whenClosed(action);
        return this;
    }

    /** Ends the session and closes the connection. The server goes on. */
    @Override
    public void close() {
        close(SocketConnection.CLOSE_HANDSHAKE);
    }

    /**
     * Ends the session and closes the connection, without waiting long for a server that does not take part in it.
     *
     * @param patience how long to wait, zero for not at all
     */
    public void close(Duration patience) {
        try {
            calls.close(patience);
        } finally {
            more.forEach(another -> another.close(patience));
        }
    }
}
