package org.openenv.core.host.socket;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.FunctionCall;
import org.openenv.core.HostFunctions;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.session.StepTalk;
import org.openenv.core.wire.ClientMessage;

/**
 * The calls that one step makes of its client's functions, until each is answered: once, by its id, which nobody else knows. Safe
 * for use by several threads.
 */
final class StepCalls implements HostFunctions {

    private final BiConsumer<String, FunctionCall> sender;
    private final StepTalk<?, ?, ?> talk;
    private final Map<String, CompletableFuture<Object>> open = new ConcurrentHashMap<>();
    private volatile @Nullable OpenEnvException noMore;

    /**
     * Makes it.
     *
     * @param sender tells the client of a call
     */
    StepCalls(BiConsumer<String, FunctionCall> sender, StepTalk<?, ?, ?> talk) {
        this.sender = sender;
        this.talk = talk;
    }

    @Override
    public CompletableFuture<Object> call(FunctionCall call) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        talk.callBegins();
        open.put(id, answer);
        var unused = answer.whenComplete((result, failure) -> {
            open.remove(id);
            talk.callEnds();
        });
        OpenEnvException reason = noMore; // looked at behind put: whoever sets it looks at what is open after that
        if (reason != null) {
            answer.completeExceptionally(reason);
            return answer;
        }
        try {
            sender.accept(id, call);
        } catch (RuntimeException | Error unsent) {
            answer.completeExceptionally(unsent);
        }
        return answer;
    }

    /** Takes an answer of the client's. */
    CompletableFuture<Void> answered(ClientMessage.ToolAnswer<?> said) {
        CompletableFuture<Object> call = open.get(said.callId());
        boolean first = call != null
                && (said.error() == null
                        ? call.complete(said.result())
                        : call.completeExceptionally(new OpenEnvException(
                                ErrorCode.EXECUTION_ERROR,
                                said.error(),
                                said.errorType() == null ? Map.of() : Map.of(ERROR_TYPE, said.errorType()),
                                null)));
        return first
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new OpenEnvException(
                        ErrorCode.EXECUTION_ERROR,
                        "No call '" + shortened(said.callId()) + "' waits for an answer: it has been answered, has run"
                                + " out of time, was given up by its program, or never was made."));
    }

    private static String shortened(String id) {
        return id.length() <= 100 ? id : id.substring(0, 100) + "…";
    }

    /** Nobody is there any more to answer. */
    void hangUp() {
        end(HostFunctions.failure("ConnectionError", "the client that offered this function has gone"));
    }

    /** The step has ended: what it still calls, from a thread of its own, nobody is asked for. */
    void close() {
        end(HostFunctions.failure("ConnectionError", "the step that made this call has ended"));
    }

    private void end(OpenEnvException reason) {
        noMore = reason;
        open.values().forEach(call -> call.completeExceptionally(reason));
    }
}
