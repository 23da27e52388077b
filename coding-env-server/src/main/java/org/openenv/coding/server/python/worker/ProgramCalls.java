package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.FunctionCall;
import org.openenv.core.HostFunctions;
import org.openenv.core.OpenEnvException;

/**
 * The calls that a program makes while it runs: of each, its number and what will come of it. The worker is believed neither that
 * a call is well-formed nor that its function was offered. Safe for use by several threads.
 */
final class ProgramCalls {

    private static final int MOST_AT_ONCE = 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {};

    private final @Nullable HostFunctions functions;
    private final StepClock clock;
    private final Consumer<byte[]> sender;
    private final Map<Integer, CompletableFuture<Object>> open = new ConcurrentHashMap<>();
    private volatile boolean any;

    /**
     * Makes it.
     *
     * @param sender is given each answer for the worker
     */
    ProgramCalls(@Nullable HostFunctions functions, StepClock clock, Consumer<byte[]> sender) {
        this.functions = functions;
        this.clock = clock;
        this.sender = sender;
    }

    /** Whether there was one. */
    boolean any() {
        return any;
    }

    /** Has one carried out. */
    void called(ByteBuffer payload) throws ProtocolViolation {
        if (functions == null || payload.remaining() < 4) {
            throw new ProtocolViolation("a call of nothing");
        }
        any = true;
        int number = payload.getInt();
        FunctionCall call = read(payload);
        if (open.containsKey(number)) {
            throw new ProtocolViolation("two calls of one number");
        }
        if (open.size() >= MOST_AT_ONCE) {
            answer(
                    number,
                    null,
                    HostFunctions.failure(
                            "RuntimeError", "there are " + MOST_AT_ONCE + " calls at once already, which is the most"));
            return;
        }
        clock.stop();
        CompletableFuture<Object> answering;
        try {
            answering = Objects.requireNonNull(functions.call(call), "the function returned no future");
        } catch (RuntimeException | Error failure) { // whatever it is, the program waits for an answer
            answering = CompletableFuture.failedFuture(failure);
        }
        await(number, answering);
    }

    private void await(int number, CompletableFuture<Object> answering) {
        open.put(number, answering);
        var unused = answering.whenComplete((result, failure) -> {
            open.remove(number);
            clock.goOn();
            if (!answering.isCancelled()) {
                answer(number, result, failure);
            }
        });
    }

    private static FunctionCall read(ByteBuffer payload) throws ProtocolViolation {
        byte[] text = new byte[payload.remaining()];
        payload.get(text);
        try {
            Map<String, Object> fields = JSON.readValue(text, FIELDS);
            if (fields != null
                    && fields.get("name") instanceof String name
                    && fields.get("arguments") instanceof Map<?, ?> given) {
                Map<String, Object> arguments = new LinkedHashMap<>();
                given.forEach((key, value) -> arguments.put(String.valueOf(key), value));
                return new FunctionCall(name, arguments);
            }
        } catch (IOException nonsense) {
            throw new ProtocolViolation("a call that is no JSON");
        }
        throw new ProtocolViolation("a call without name or arguments");
    }

    /** The program does not wait for one any more. */
    void dropped(ByteBuffer payload) throws ProtocolViolation {
        if (payload.remaining() != 4) {
            throw new ProtocolViolation("nothing was given up");
        }
        CompletableFuture<Object> call = open.get(payload.getInt());
        if (call != null) {
            call.cancel(false);
        }
    }

    private void answer(int number, @Nullable Object result, @Nullable Throwable failure) {
        byte[] json;
        try {
            json = JSON.writeValueAsBytes(failure == null ? result : error(failure));
            if (json.length > HostFunctions.MOST_RESULT) {
                json = JSON.writeValueAsBytes(error(HostFunctions.failure(
                        "ValueError",
                        "the result takes " + json.length + " bytes as JSON; at most " + HostFunctions.MOST_RESULT
                                + " are passed on")));
                failure = new IllegalStateException();
            }
        } catch (IOException unwritable) {
            json = "{\"message\":\"the result is no plain data\"}".getBytes(StandardCharsets.UTF_8);
            failure = unwritable;
        }
        sender.accept(ByteBuffer.allocate(5 + json.length)
                .putInt(number)
                .put((byte) (failure == null ? 1 : 0))
                .put(json)
                .array());
    }

    private static Map<String, Object> error(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", cause.getMessage() == null ? cause.toString() : cause.getMessage());
        if (cause instanceof OpenEnvException known
                && known.details().get(HostFunctions.ERROR_TYPE) instanceof String type) {
            error.put("type", type);
        }
        return error;
    }

    /** What is answered in an answer's place that can't be kept. */
    static byte[] noRoom(byte[] answer) {
        byte[] json =
                "{\"message\":\"too many results wait for the program to take them\"}".getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + json.length)
                .put(answer, 0, 4)
                .put((byte) 0)
                .put(json)
                .array();
    }

    /** The program has ended. */
    void close() {
        open.values().forEach(call -> call.cancel(false));
    }
}
