package org.openenv.core.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.FunctionCall;
import org.openenv.core.HostFunctions;
import org.openenv.core.OpenEnvException;
import org.openenv.core.OutputChunk;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepInput;
import org.openenv.core.StepOptions;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;
import org.openenv.core.wire.rpc.JsonValue;

/** The calls of one client: makes its requests, and waits for their answers now or later. */
final class Calls<A extends Action> {

    /** How long a step may stand still because this client carries out what its program calls. */
    private static final Duration MOST_IN_CALLS = Duration.ofHours(1);

    private final Function<ClientMessage<A>, String> writer;
    private final String ids;
    private final ClientConfig config;
    private final Connection connection;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong count = new AtomicLong();
    private final CompletableFuture<?> afterwards = new CompletableFuture<>();

    Calls(Function<ClientMessage<A>, String> writer, ClientConfig config, Connection connection) {
        this.writer = writer;
        this.ids = config.requestIds();
        this.config = config;
        this.connection = connection;
    }

    boolean isOpen() {
        return !closed.get() && connection.isOpen();
    }

    boolean isClosed() {
        return closed.get();
    }

    void close(Duration patience) {
        if (closed.compareAndSet(false, true)) {
            try {
                connection.close(writer.apply(new ClientMessage.Close<>(null)), ClientTimes.bounded(patience));
            } finally {
                afterwards.complete(null);
            }
        }
    }

    void whenClosed(Runnable action) {
        var unused = afterwards.thenRun(action);
    }

    Request reset(ResetOptions options) {
        return request("observation", config.requestTimeout(), id -> new ClientMessage.Reset<>(options, id));
    }

    Request step(A action, StepOptions options) {
        Objects.requireNonNull(action, "action is required");
        return request(
                "observation",
                wait(options),
                id -> new ClientMessage.Step<>(action, options, id),
                options.onOutput(),
                options.input(),
                options.functions());
    }

    /** Several steps; each may take as long as one alone. */
    Request steps(List<A> actions, StepOptions options, boolean stopOnError) {
        if (options.input() != null) {
            throw new IllegalArgumentException("an input is for a step alone; take these one by one");
        }
        Duration each = wait(options);
        Duration all = each.compareTo(StepOptions.LONGEST.dividedBy(actions.size())) < 0
                ? each.multipliedBy(actions.size())
                : StepOptions.LONGEST;
        return request("steps", all, id -> new ClientMessage.Steps<>(actions, stopOnError, options, id));
    }

    Request fork(int count, ForkOptions options, ClientMessage.Fork.Terms terms) {
        if (count < 1 || count > ClientMessage.Fork.MOST) {
            throw new IllegalArgumentException(
                    "there can be 1 to " + ClientMessage.Fork.MOST + " copies, " + count + " were asked for");
        }
        return request("fork", config.requestTimeout(), id -> new ClientMessage.Fork<>(count, options, terms, id));
    }

    Request state() {
        return request("state", config.requestTimeout(), ClientMessage.GetState::new);
    }

    /** Something for the input of a step that runs. */
    Request input(StepInput.Part part) {
        return request("input", StepOptions.LONGEST, id -> new ClientMessage.Input<>(part.text(), part.last(), id));
    }

    /** Carries out a call of a step's program, and sends what came of it. */
    private void answer(String callId, FunctionCall call, HostFunctions functions) {
        CompletableFuture<Object> answering;
        try {
            answering = Objects.requireNonNull(functions.call(call), "the function returned no future");
        } catch (RuntimeException | Error failure) { // whatever it is, the program waits for an answer
            answering = CompletableFuture.failedFuture(failure);
        }
        var unused = answering
                .handle((result, failure) -> failure == null
                        ? new ClientMessage.ToolAnswer<A>(callId, result, null, null, null)
                        : failed(callId, Failures.unwrap(failure)))
                .thenAccept(this::send);
    }

    private void send(ClientMessage.ToolAnswer<A> answer) {
        try {
            var unused = later(toolAnswer(writable(answer)), Answers::heard);
        } catch (IllegalStateException closing) {
            // nobody waits for it any more
        }
    }

    /** What can't be sent is told instead. */
    private ClientMessage.ToolAnswer<A> writable(ClientMessage.ToolAnswer<A> answer) {
        try {
            int size = writer.apply(answer).length();
            return size <= HostFunctions.MOST_RESULT
                    ? answer
                    : failed(
                            answer.callId(),
                            HostFunctions.failure(
                                    "ValueError",
                                    "the result takes " + size + " characters as JSON; at most "
                                            + HostFunctions.MOST_RESULT + " bytes are sent"));
        } catch (OpenEnvException unwritable) {
            return failed(answer.callId(), unwritable);
        }
    }

    private Request toolAnswer(ClientMessage.ToolAnswer<A> answer) {
        return request(
                "tool_result",
                config.requestTimeout(),
                id -> new ClientMessage.ToolAnswer<>(
                        answer.callId(), answer.result(), answer.error(), answer.errorType(), id));
    }

    private ClientMessage.ToolAnswer<A> failed(String callId, @Nullable Throwable failure) {
        String message =
                failure == null || failure.getMessage() == null ? String.valueOf(failure) : failure.getMessage();
        Object type =
                failure instanceof OpenEnvException known ? known.details().get(HostFunctions.ERROR_TYPE) : null;
        return new ClientMessage.ToolAnswer<>(callId, null, message, type instanceof String name ? name : null, null);
    }

    /** Sends on what is put into a step that was asked for, until that is answered. */
    private void sendOn(StepInput input, Request step) {
        input.open(part -> {
            var unused = later(input(part), Answers::heard).whenComplete((heard, failure) -> {
                if (failure == null) {
                    part.taken().complete(null);
                } else {
                    part.taken().completeExceptionally(failure);
                }
            });
        });
        var unused = step.answer().whenComplete((reply, failure) -> input.close());
    }

    /** Something that only this environment answers. */
    Request door(String name, String json, Duration wait) {
        Duration patience = config.requestTimeout().plus(ClientTimes.bounded(wait));
        return request(name, patience, id -> new ClientMessage.DoorCall<>(name, json, id));
    }

    Request files(Map<String, Object> data) {
        return request("files", config.requestTimeout(), id -> new ClientMessage.Files<>(data, id));
    }

    Request interrupt() {
        return request("interrupt", config.requestTimeout(), ClientMessage.Interrupt::new);
    }

    /** A request of the Model Context Protocol, inside a message of OpenEnv's. */
    Request rpc(String method, Map<String, ?> params) {
        Map<String, @Nullable Object> call = new LinkedHashMap<>();
        call.put("jsonrpc", "2.0");
        call.put("id", count.get() + 1);
        call.put("method", method);
        call.put("params", params);
        JsonValue json = JsonValue.parse(WireCodec.writeValue(call));
        return request("mcp", config.requestTimeout(), id -> new ClientMessage.Rpc<>(json, id));
    }

    private Request request(String expected, Duration wait, Function<@Nullable String, ClientMessage<A>> message) {
        return request(expected, wait, message, null, null, null);
    }

    private Request request(
            String expected,
            Duration wait,
            Function<@Nullable String, ClientMessage<A>> message,
            @Nullable Consumer<OutputChunk> onOutput,
            @Nullable StepInput input,
            @Nullable HostFunctions functions) {
        if (closed.get()) {
            throw new IllegalStateException("this client is closed; connect a new one");
        }
        return new Request(
                ids + count.incrementAndGet(),
                expected,
                functions == null ? wait : wait.plus(MOST_IN_CALLS),
                id -> writer.apply(message.apply(id)),
                onOutput,
                input,
                functions == null ? null : (id, call) -> answer(id, call, functions));
    }

    private Duration wait(StepOptions options) {
        Duration own = options.timeout();
        return own == null ? config.requestTimeout() : config.requestTimeout().plus(own);
    }

    private void exchange(Request request) {
        connection.exchange(request);
        if (request.input() != null) {
            sendOn(request.input(), request);
        }
    }

    /** Sends a request and waits on the calling thread. */
    <T> T now(Request request, Function<ServerMessage<?, ?>, T> read) {
        exchange(request);
        try {
            return read.apply(
                    request.content(request.answer().get(request.patience().toNanos(), TimeUnit.NANOSECONDS)));
        } catch (InterruptedException e) {
            forget(request);
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while waiting for the answer", e);
        } catch (TimeoutException e) {
            request.answer().cancel(false);
            throw late(request.patience(), e);
        } catch (ExecutionException e) {
            throw ofAnotherThread(e.getCause());
        }
    }

    /** What another thread made, with this thread's stack, too. */
    private static OpenEnvException ofAnotherThread(@Nullable Throwable cause) {
        return cause instanceof OpenEnvException failure
                ? new OpenEnvException(failure.code(), String.valueOf(failure.getMessage()), failure.details(), failure)
                : new OpenEnvException(ErrorCode.INVALID_ANSWER, "the answer can't be read: " + cause, cause);
    }

    /** Sends a request; its future completes on a thread for callbacks. */
    <T> CompletableFuture<T> later(Request request, Function<ServerMessage<?, ?>, T> read) {
        try {
            exchange(request);
        } catch (OpenEnvException unwritable) {
            return CompletableFuture.failedFuture(unwritable);
        }
        return Futures.map(
                request.answer().orTimeout(request.patience().toNanos(), TimeUnit.NANOSECONDS),
                reply -> read.apply(request.content(reply)),
                failure -> failure instanceof TimeoutException ? late(request.patience(), failure) : failure,
                () -> forget(request));
    }

    private void forget(Request request) {
        boolean alone = connection.isAlone(request);
        request.answer().cancel(false);
        if (config.interruptOnCancel() && alone && isOpen() && request.isWork()) {
            var unused = later(interrupt(), message -> message);
        }
    }

    private static OpenEnvException late(Duration wait, Throwable cause) {
        return new OpenEnvException(
                ErrorCode.TIMED_OUT,
                "no answer within " + wait + "; the request is forgotten, its late answer will be dropped",
                cause);
    }
}
