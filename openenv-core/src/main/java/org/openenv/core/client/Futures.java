package org.openenv.core.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** The futures that callers see: they complete on a thread for callbacks, and fail with an {@link OpenEnvException}. */
final class Futures {

    private Futures() {}

    /**
     * Returns a future of what another one leads to.
     *
     * @param source the other
     * @param read makes the value
     * @param explain says what a failure means
     * @param onCancel what to do once, when the returned future is cancelled
     */
    static <T, U> CompletableFuture<U> map(
            CompletableFuture<T> source,
            Function<T, U> read,
            Function<Throwable, Throwable> explain,
            Runnable onCancel) {
        CompletableFuture<U> result = new CompletableFuture<>();
        var unused = source.whenCompleteAsync(
                (value, failure) -> {
                    if (failure != null) {
                        Throwable cause = Failures.unwrap(failure);
                        result.completeExceptionally(explain.apply(cause == null ? failure : cause));
                    } else {
                        complete(result, read, value);
                    }
                },
                ClientThreads.callbacks());
        var unusedToo = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                onCancel.run();
            }
        });
        return result;
    }

    private static <T, U> void complete(CompletableFuture<U> result, Function<T, U> read, T value) {
        try {
            result.complete(read.apply(value));
        } catch (OpenEnvException failure) {
            result.completeExceptionally(failure);
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(
                    new OpenEnvException(ErrorCode.INVALID_ANSWER, "the answer can't be read: " + failure, failure));
        }
    }
}
