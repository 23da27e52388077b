package org.openenv.coding.server.evaluation;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.grading.Grader;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.task.TaskLimits;
import org.openenv.coding.server.task.Tasks;
import org.openenv.coding.server.task.format.TaskReader;

/** Judges samples, several at once, of which each has its cases one after another. Runs once. */
final class Evaluation {

    private final Tasks tasks;
    private final Grader grader;
    private final TaskLimits limits;
    private final ExecutionLimits most;
    private final boolean inProcess;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /**
     * Makes one.
     *
     * @param grader judges the samples
     * @param limits turns a task's limits into those of its samples
     * @param most what a process may use at most, and its time
     * @param inProcess whether tests that need a sample's own objects may run in its process
     */
    Evaluation(Tasks tasks, Grader grader, TaskLimits limits, ExecutionLimits most, boolean inProcess) {
        this.tasks = tasks;
        this.grader = grader;
        this.limits = limits;
        this.most = most;
        this.inProcess = inProcess;
    }

    /**
     * Judges what has no result yet. What is read ahead of the judging is bounded.
     *
     * @param parallel how many samples at once
     * @param progress hears of each result
     * @return whether it came to the end, and was not {@linkplain #stop stopped}
     * @throws RuntimeException if one can't be judged; the results until then are kept
     */
    boolean run(Samples samples, ResultsFile results, int parallel, Consumer<Result> progress)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "grade");
            thread.setDaemon(true);
            return thread;
        });
        var ahead = new Semaphore(parallel);
        try {
            samples.forEach(sample -> {
                if (stopped || results.has(sample)) {
                    return;
                }
                ahead.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        one(sample, results, progress);
                    } finally {
                        ahead.release();
                    }
                });
            });
        } finally {
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.DAYS);
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return !stopped;
    }

    private void one(Sample sample, ResultsFile results, Consumer<Result> progress) {
        if (stopped) {
            return;
        }
        try {
            Result result = Result.of(sample, verdict(sample));
            if (!stopped) { // what was cut off did not fail
                results.add(result);
                progress.accept(result);
            }
        } catch (RuntimeException e) {
            if (!stopped) {
                failure.compareAndSet(null, e);
                stopped = true;
            }
        }
    }

    private Verdict verdict(Sample sample) {
        GradeOptions options = TaskReader.options(sample.task());
        if (options.caseTimeout().compareTo(most.stepTimeout()) > 0
                || options.caseTimeout().equals(GradeOptions.defaults().caseTimeout())) {
            options = options.withCaseTimeout(most.stepTimeout());
        }
        GradeOptions asked = options.withParallel(1).withHide(false).withInProcess(options.inProcess() || inProcess);
        Grader limited = grader.under(limits.of(sample.task().limits()));
        return tasks.withTests(sample.task(), tests -> limited.grade(new Submission(sample.program()), tests, asked));
    }

    /** Begins no further sample, and keeps nothing of those that are being judged. From any thread. */
    void stop() {
        stopped = true;
    }
}
