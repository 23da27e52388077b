package org.openenv.examples.farm;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openenv.core.Environment;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.examples.farm.Farm.Books;
import org.openenv.examples.farm.Farm.Job;
import org.openenv.examples.farm.Farm.Report;

/**
 * Gives one job at a time to the farm and waits for its end. A job that is not done when the step's time is up is cancelled
 * and reported as unfinished; so is one whose step is interrupted because its client has gone.
 */
public final class FarmEnvironment implements Environment<Job, Report, Books> {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Machines machines;
    private Books books = new Books(null, 0, 0);

    FarmEnvironment(Machines machines) {
        this.machines = machines;
    }

    @Override
    public StepResult<Report> reset(ResetOptions options) {
        String asked = options.episodeId();
        books = new Books(asked != null ? asked : UUID.randomUUID().toString(), 0, 0);
        return StepResult.of(new Report("", true), 0.0);
    }

    @Override
    public StepResult<Report> step(Job action, StepOptions options) {
        books = new Books(books.episodeId(), books.stepCount() + 1, books.finished());
        boolean finished = run(action.duration(), Objects.requireNonNullElse(options.timeout(), LIMIT));
        if (finished) {
            books = new Books(books.episodeId(), books.stepCount(), books.finished() + 1);
        }
        return StepResult.of(new Report(action.name(), finished), finished ? 1 : 0);
    }

    /** Returns whether a job ended within a limit. */
    private boolean run(Duration duration, Duration limit) {
        CompletableFuture<Void> job = machines.start(duration);
        try {
            job.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the job was given up", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the job failed: " + e.getCause(), e);
        } finally {
            job.cancel(false);
        }
    }

    @Override
    public Books state() {
        return books;
    }

    @Override
    public void close() {}
}
