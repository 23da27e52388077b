package org.openenv.coding.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepResult;

/**
 * Programs that were tried, each in a copy of a session of its own. The copies are there until this is closed, or one of them is
 * committed. Used by one thread at a time.
 */
public final class Tries implements AutoCloseable {

    /**
     * What came of one program.
     *
     * @param result what it did; {@code null} if that is not known
     * @param failure why it is not known, or {@code null}
     * @param verdict what its tests say, where it was put to some, else {@code null}
     */
    public record Try(
            @Nullable StepResult<CodeObservation> result,
            @Nullable OpenEnvException failure,
            @Nullable Verdict verdict) {

        /**
         * Returns whether the program ran to its end.
         *
         * @return whether there is a result, with exit code 0
         */
        public boolean ranWell() {
            return result != null && result.observation().exitCode() == 0;
        }
    }

    private final CodingEnv session;
    private final List<CodeAction> candidates;
    private final List<CodingEnv> copies;
    private final List<Try> tries;
    private boolean over;

    private Tries(CodingEnv session, List<CodeAction> candidates, List<CodingEnv> copies, List<Try> tries) {
        this.session = session;
        this.candidates = candidates;
        this.copies = copies;
        this.tries = tries;
    }

    static Tries run(
            CodingEnv session,
            List<CodeAction> candidates,
            BiFunction<CodingEnv, CodeAction, CompletableFuture<StepResult<CodeObservation>>> step) {
        List<CodeAction> own = List.copyOf(candidates);
        List<CodingEnv> copies = session.fork(own.size());
        try {
            List<CompletableFuture<StepResult<CodeObservation>>> running = new ArrayList<>();
            for (int i = 0; i < own.size(); i++) {
                running.add(step.apply(copies.get(i), own.get(i)));
            }
            return new Tries(
                    session, own, copies, running.stream().map(Tries::settled).toList());
        } catch (RuntimeException | Error failure) {
            copies.forEach(CodingEnv::close);
            throw failure;
        }
    }

    private static Try settled(CompletableFuture<StepResult<CodeObservation>> running) {
        try {
            return new Try(running.join(), null, null);
        } catch (CompletionException e) {
            return new Try(null, asOpenEnv(e.getCause()), null);
        }
    }

    private static OpenEnvException asOpenEnv(@Nullable Throwable failure) {
        return failure instanceof OpenEnvException known
                ? known
                : new OpenEnvException(ErrorCode.INVALID_ANSWER, String.valueOf(failure), failure);
    }

    /** The same with what tests say. */
    Tries judged(Tests tests, GradeOptions options) {
        try {
            List<CompletableFuture<Verdict>> judging = new ArrayList<>();
            for (int i = 0; i < copies.size(); i++) {
                judging.add(copies.get(i)
                        .gradeAsync(new Submission(candidates.get(i).code()), tests, options));
            }
            List<Try> judged = new ArrayList<>();
            for (int i = 0; i < judging.size(); i++) {
                judged.add(new Try(
                        tries.get(i).result(),
                        tries.get(i).failure(),
                        judging.get(i).join()));
            }
            return new Tries(session, candidates, copies, judged);
        } catch (CompletionException e) {
            close();
            throw asOpenEnv(e.getCause());
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /**
     * Returns what came of each program.
     *
     * @return one for each candidate, in order
     */
    public List<Try> tries() {
        return List.copyOf(tries);
    }

    /**
     * Returns the copy in which a program was run, to look at it more closely.
     *
     * @param index which candidate, from 0
     * @return the copy, which ends with this
     * @throws IllegalStateException if this is closed
     */
    public CodingEnv copy(int index) {
        requireOpen();
        return copies.get(index);
    }

    /**
     * Makes one of the copies the session: the environment that tried goes on where that program has ended, under the copy's
     * episode id. The session it had before, and the other copies, end.
     *
     * @param index which candidate, from 0
     * @throws IllegalStateException if this is closed
     * @throws IndexOutOfBoundsException if there is no such candidate
     */
    public void commit(int index) {
        requireOpen();
        Objects.checkIndex(index, copies.size());
        over = true;
        session.goOnWith(copies.get(index));
        for (int i = 0; i < copies.size(); i++) {
            if (i != index) {
                copies.get(i).close();
            }
        }
    }

    private void requireOpen() {
        if (over) {
            throw new IllegalStateException("these tries are over: closed, or one of them was committed");
        }
    }

    /** Ends the copies, unless one of them was committed. */
    @Override
    public void close() {
        if (!over) {
            over = true;
            copies.forEach(CodingEnv::close);
        }
    }
}
