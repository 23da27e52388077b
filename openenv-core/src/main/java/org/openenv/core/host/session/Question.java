package org.openenv.core.host.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of an environment for an operator, whose code may block or throw: it is not waited for long, and not
 * asked again before it has answered. Safe for use by several threads.
 */
final class Question {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Executor threads;
    private final AtomicReference<@Nullable CompletableFuture<@Nullable String>> asked = new AtomicReference<>();
    private volatile @Nullable String known;

    Question(Executor threads) {
        this.threads = threads;
    }

    /** Asks; returns the answer, or what was known before where it does not come. */
    @Nullable
    String ask(Supplier<@Nullable String> environment) {
        CompletableFuture<@Nullable String> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable String> before = asked.get();
        if ((before != null && !before.isDone()) || !asked.compareAndSet(before, mine)) {
            return known;
        }
        try {
            threads.execute(() -> answer(mine, environment));
            return mine.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // it is known when it comes
        } catch (RuntimeException | Error noThread) {
            mine.complete(known);
        }
        return known;
    }

    private void answer(CompletableFuture<@Nullable String> mine, Supplier<@Nullable String> environment) {
        try {
            known = environment.get();
        } catch (Throwable strangers) {
            known = null;
        }
        mine.complete(known);
    }
}
