package org.openenv.core.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.FunctionCall;
import org.openenv.core.OutputChunk;
import org.openenv.core.StepInput;
import org.openenv.core.wire.Reply;
import org.openenv.core.wire.ServerMessage;

/**
 * One request on its way: what it asks, with or without an id, what kind of message answers it, and who waits. Where a
 * server refused it for its id, the request is sent again, and another one stands in its old place for the refusal.
 */
final class Request {

    /** The types of answers that every environment has; all others are those of doors. */
    private static final Set<String> KNOWN = Set.of(
            "observation", "files", "steps", "fork", "state", "interrupt", "mcp", "input", "tool_result", "error");

    private final @Nullable String id;
    private final String expected;
    private final Duration patience;
    private final Function<@Nullable String, String> text;
    private final CompletableFuture<Reply<?, ?>> answer = new CompletableFuture<>();
    private final @Nullable Consumer<OutputChunk> onOutput;
    private final @Nullable StepInput input;
    private final @Nullable BiConsumer<String, FunctionCall> onCall;

    /** Completes when whoever listens has been given all that has come; only the connection's thread adds to it. */
    private CompletableFuture<?> told = CompletableFuture.completedFuture(null);

    /** Whether it was sent with its id; guarded by the connection's lock. */
    private boolean identified;

    /**
     * Makes a request.
     *
     * @param id its id, or {@code null} where only a refusal is waited for
     * @param expected the type of message that answers it
     * @param patience how long its answer may take
     * @param text writes it, with an id or without
     */
    Request(@Nullable String id, String expected, Duration patience, Function<@Nullable String, String> text) {
        this(id, expected, patience, text, null, null, null);
    }

    /** Makes one whose output is told, and that is given input, while it is carried out. */
    Request(
            @Nullable String id,
            String expected,
            Duration patience,
            Function<@Nullable String, String> text,
            @Nullable Consumer<OutputChunk> onOutput,
            @Nullable StepInput input,
            @Nullable BiConsumer<String, FunctionCall> onCall) {
        this.onOutput = onOutput;
        this.input = input;
        this.onCall = onCall;
        this.id = id;
        this.expected = expected;
        this.patience = patience;
        this.text = text;
    }

    /** The same request once more, for another connection. */
    Request again() {
        return new Request(id, expected, patience, text, onOutput, null, onCall);
    }

    /** What stands in the queue for a request that the server is going to refuse for its id. */
    static Request refused() {
        return new Request(null, "error", Duration.ZERO, id -> "");
    }

    boolean isRefused() {
        return id == null;
    }

    boolean isInterrupt() {
        return expected.equals("interrupt");
    }

    /** What a server says to it. */
    ServerMessage<?, ?> content(Reply<?, ?> reply) {
        return KNOWN.contains(expected) ? reply.content() : reply.contentAt(expected);
    }

    /** Whether it makes the environment work, and that can be ended early. */
    boolean isWork() {
        return !isInterrupt()
                && !expected.equals("state")
                && !expected.equals("input")
                && !expected.equals("tool_result");
    }

    String expected() {
        return expected;
    }

    Duration patience() {
        return patience;
    }

    CompletableFuture<Reply<?, ?>> answer() {
        return answer;
    }

    /** What is put into it while it is carried out. */
    @Nullable
    StepInput input() {
        return input;
    }

    /** Whether a message before its answer is for somebody. */
    boolean listens(String type) {
        return type.equals("output") ? onOutput != null : onCall != null;
    }

    /** Carries out a call that its program makes, on a thread for callbacks. */
    void called(Reply<?, ?> reply) {
        BiConsumer<String, FunctionCall> answering = onCall;
        if (answering != null && reply.content() instanceof ServerMessage.Called<?, ?> called) {
            ClientThreads.callbacks().execute(() -> answering.accept(called.callId(), called.call()));
        }
    }

    /** Tells output, on a thread for callbacks, behind what came before. */
    void output(Reply<?, ?> reply) {
        Consumer<OutputChunk> listener = onOutput;
        if (listener != null && reply.content() instanceof ServerMessage.Output<?, ?> output) {
            told = told.handleAsync(
                    (before, failure) -> {
                        listener.accept(output.chunk());
                        return null;
                    },
                    ClientThreads.callbacks());
        }
    }

    /** Takes the answer, behind all output. */
    void answered(Reply<?, ?> reply) {
        if (told.isDone()) {
            answer.complete(reply);
        } else {
            var unused = told.handle((before, failure) -> answer.complete(reply));
        }
    }

    /** Writes the text to send, with the id or without. */
    String write(boolean withId) {
        identified = withId && id != null;
        return text.apply(identified ? id : null);
    }

    boolean isIdentified() {
        return identified;
    }

    /** Whether it was sent with an id, and this is it. */
    boolean isNamed(@Nullable String name) {
        return identified && name != null && name.equals(id);
    }
}
