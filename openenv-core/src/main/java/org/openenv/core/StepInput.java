package org.openenv.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is put into a step while it runs: the standard input of its program. One for each step, given to it by {@link
 * StepOptions#withInput}; what is sent before the step has begun is kept for it. Safe for use by several threads.
 *
 * <pre>{@code
 * var input = new StepInput();
 * var options = StepOptions.none().withInput(input).withOutput(chunk -> input.send("Ada\n"));
 * env.step(new CodeAction("print('Hello', input('Who? '))"), options);
 * }</pre>
 */
public final class StepInput {

    /** How many bytes may have been sent and not be taken yet. */
    public static final int MOST_WAITING = 1 << 20;

    /** What a text costs besides its characters. */
    private static final int OVERHEAD = 64;

    /**
     * A part of the input, for the environment.
     *
     * @param text what is put in; possibly empty
     * @param last whether the input ends behind it
     * @param taken to be completed when the program can read it
     */
    public record Part(String text, boolean last, CompletableFuture<Void> taken) {

        long size() {
            return 2L * text.length() + OVERHEAD;
        }
    }

    private final Deque<Part> early = new ArrayDeque<>();
    private final Set<Part> waiting = new LinkedHashSet<>();
    private long bytes;
    private @Nullable Consumer<Part> receiver;
    private boolean ended;
    private boolean closed;

    /**
     * Puts text into the program's input.
     *
     * @param text what is put in; a line ends with {@code \n}
     * @return completes when the program can read it, on a thread that must not be held up; with an {@link OpenEnvException} if
     *     the step ends before that, the input has been ended, or {@value #MOST_WAITING} bytes wait already
     */
    public CompletableFuture<Void> send(String text) {
        return put(Objects.requireNonNull(text, "text is required"), false);
    }

    /**
     * Ends the input: behind what was sent, the program finds its end.
     *
     * @return completes as that of {@link #send}
     */
    public CompletableFuture<Void> end() {
        return put("", true);
    }

    /**
     * Puts text into the program's input, and ends it behind that if this is the last.
     *
     * @param text what is put in; possibly empty
     * @param last whether the input ends behind it
     * @return completes as that of {@link #send}
     */
    public CompletableFuture<Void> put(String text, boolean last) {
        Part part = new Part(text, last, new CompletableFuture<>());
        synchronized (this) {
            String refusal = refusal(part);
            if (refusal != null) {
                return CompletableFuture.failedFuture(failure(refusal));
            }
            ended = last;
            bytes += part.size();
            waiting.add(part);
            if (receiver == null) {
                early.add(part);
            } else {
                receiver.accept(part); // under the lock, so that the order is kept
            }
        }
        return part.taken().whenComplete((taken, failure) -> settled(part));
    }

    private @Nullable String refusal(Part part) {
        if (closed) {
            return "The step has ended: it takes no input any more.";
        }
        if (ended) {
            return "The input of this step has been ended; nothing can be put in behind that.";
        }
        boolean onlyTheEnd = part.last() && part.text().isEmpty(); // is told even where all is full
        return onlyTheEnd || bytes + part.size() <= 2L * MOST_WAITING
                ? null
                : "The program has not read what was put in before: at most " + MOST_WAITING
                        + " bytes may wait for it.";
    }

    private synchronized void settled(Part part) {
        if (waiting.remove(part)) {
            bytes -= part.size();
        }
    }

    /**
     * Says who takes the input; called once by the environment when the step has begun, or by a client that sends it on.
     *
     * @param taker is given each part in order, by any thread; must not wait, nor call this
     * @throws IllegalStateException if it was given to a step before
     */
    public synchronized void open(Consumer<Part> taker) {
        if (receiver != null || closed) {
            throw new IllegalStateException("this input was given to a step before; make a new one for each");
        }
        receiver = taker;
        early.forEach(taker);
        early.clear();
    }

    /** Says that the step has ended: what was not taken never will be. Called by whoever opened it; again does nothing. */
    public void close() {
        Set<Part> left;
        synchronized (this) {
            closed = true;
            left = new LinkedHashSet<>(waiting);
            waiting.clear();
            early.clear();
            bytes = 0;
        }
        left.forEach(
                part -> part.taken().completeExceptionally(failure("The step has ended before it took this input.")));
    }

    private static OpenEnvException failure(String why) {
        return new OpenEnvException(ErrorCode.EXECUTION_ERROR, why);
    }
}
