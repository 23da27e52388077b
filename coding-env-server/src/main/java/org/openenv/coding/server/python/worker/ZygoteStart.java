package org.openenv.coding.server.python.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A zygote that starts, on a thread of its own, and then is there. Where the one before it has failed it waits first, ever
 * longer. Safe for use by several threads; none of its methods but {@link #await} and {@link #close} blocks.
 */
final class ZygoteStart implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ZygoteStart.class);
    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long LAST_DELAY_MILLIS = 5_000;

    private final CompletableFuture<Zygote> zygote = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private final long delayMillis;
    private final Thread starter;

    ZygoteStart(Path python, WorkerConfig config, Flavour flavour, Counts counts, @Nullable ZygoteStart failed) {
        this.delayMillis = failed == null ? 0 : failed.nextDelay();
        starter = Threads.daemon("openenv-zygote-start", () -> start(python, config, flavour, counts, failed));
    }

    private void start(Path python, WorkerConfig config, Flavour flavour, Counts counts, @Nullable ZygoteStart failed) {
        try {
            if (failed != null) {
                LOG.warn("zygote {} has ended: {}; starting another", flavour, failed.problem());
                failed.close();
            }
            TimeUnit.MILLISECONDS.sleep(delayMillis);
            var started = Zygote.start(python, config, flavour);
            counts.zygoteStarted();
            if (!zygote.complete(started)) {
                started.close();
            }
        } catch (Throwable e) { // whoever waits must be told
            zygote.completeExceptionally(e);
        }
    }

    private long nextDelay() {
        boolean everReady = zygote.isDone() && !zygote.isCompletedExceptionally();
        return everReady
                ? FIRST_DELAY_MILLIS
                : Math.min(LAST_DELAY_MILLIS, Math.max(FIRST_DELAY_MILLIS, 2 * delayMillis));
    }

    boolean isReady() {
        return zygote.isDone() && !hasFailed();
    }

    /** Whether it did not come up, or has died since. */
    boolean hasFailed() {
        return zygote.isCompletedExceptionally()
                || (zygote.isDone() && !zygote.join().isAlive());
    }

    boolean isOlderThan(Duration age) {
        return !age.isZero() && isReady() && System.nanoTime() - begun > age.toNanos();
    }

    /** What keeps it from giving workers; empty when nothing does, or while it starts. */
    String problem() {
        if (!zygote.isDone()) {
            return "";
        }
        try {
            return zygote.join().problem();
        } catch (CancellationException | java.util.concurrent.CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return String.valueOf(cause.getMessage());
        }
    }

    /** Waits for it. */
    Zygote await() {
        try {
            return zygote.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PythonUnavailableException known) {
                throw new PythonUnavailableException(String.valueOf(known.getMessage()), known);
            }
            throw new PythonUnavailableException("Python did not come up: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PythonUnavailableException("interrupted while Python came up", e);
        }
    }

    /** Ends it, also while it starts. */
    @Override
    public void close() {
        starter.interrupt();
        if (!zygote.completeExceptionally(new PythonUnavailableException("the executor is closed", null))
                && !zygote.isCompletedExceptionally()) {
            zygote.join().close();
        }
    }
}
