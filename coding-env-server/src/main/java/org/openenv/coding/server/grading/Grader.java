package org.openenv.coding.server.grading;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.python.CapacityException;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonExecutor;

/**
 * Judges programs. Each case runs in fresh processes of the pool; what is compared is compared here or in a process that the
 * submission has no way to. Safe for use by several threads; the cases that run at once are bounded for all of them together.
 */
public final class Grader {

    /** How many cases run at once, of all submissions together. */
    public static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** How many submissions may be judged or wait for it. */
    private static final int MOST_AT_ONCE = 1024;

    private static final ExecutorService HELPERS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "openenv-grader");
                thread.setDaemon(true);
                return thread;
            });

    private final PythonExecutor executor;
    private final ExecutionLimits most;
    private final Scripts scripts;
    private final Semaphore places;
    private final AtomicInteger atOnce;

    /**
     * Makes a grader.
     *
     * @param executor opens the processes; the grader does not close it
     * @param most what a process may use at most
     */
    public Grader(PythonExecutor executor, ExecutionLimits most) {
        this(executor, most, new Scripts(executor, most), new Semaphore(AT_ONCE, true), new AtomicInteger());
    }

    private Grader(
            PythonExecutor executor, ExecutionLimits most, Scripts scripts, Semaphore places, AtomicInteger atOnce) {
        this.executor = Objects.requireNonNull(executor, "executor is required");
        this.most = Objects.requireNonNull(most, "most is required");
        this.scripts = scripts;
        this.places = places;
        this.atOnce = atOnce;
    }

    /**
     * Returns a grader with lower limits, whose submissions are counted together with this one's.
     *
     * @param lower what a process may use at most
     * @return the grader
     */
    public Grader under(ExecutionLimits lower) {
        return new Grader(executor, lower.atMost(most), scripts, places, atOnce);
    }

    /**
     * Judges a submission. Blocks until each case has ended, at most the options' total time and what an end takes. Where the
     * thread is interrupted what runs is ended, and the verdict says of the rest that it was not run; the thread stays interrupted.
     *
     * @param submission the program
     * @param tests what it is put to
     * @param options how
     * @return the verdict
     * @throws IllegalArgumentException if a case's values are no plain data; the message says which
     * @throws CapacityException if no more processes can be had, or too many submissions wait
     */
    public Verdict grade(Submission submission, Tests tests, GradeOptions options) {
        Objects.requireNonNull(submission, "submission is required");
        List<TestCase> cases = tests.cases();
        cases.forEach(Grader::check);
        if (atOnce.incrementAndGet() > MOST_AT_ONCE) {
            atOnce.decrementAndGet();
            throw new CapacityException(
                    MOST_AT_ONCE + " submissions are judged or wait for it already; try again when some are done");
        }
        try {
            var deadline = new Deadline(options.totalTimeout());
            var runner = new CaseRunner(
                    executor, scripts, limits(options), submission.code(), options.inProcess(), deadline);
            int threads = Math.min(cases.size(), Math.min(options.parallel(), AT_ONCE));
            List<CaseRunner.Outcome> outcomes =
                    new CaseRuns(runner, cases, options, places, deadline).all(threads, HELPERS);
            return new Scoring(cases, outcomes, options)
                    .verdict(executor.guards().rung().equals("none"));
        } finally {
            atOnce.decrementAndGet();
        }
    }

    /** Refuses a case whose values are no plain data. */
    static void check(TestCase test) {
        if (test instanceof TestCase.Call call) {
            PlainData.list(call.args(), "args of " + call.name());
            PlainData.expected(call.expected(), "expected of " + call.name());
        }
    }

    private ExecutionLimits limits(GradeOptions options) {
        return new ExecutionLimits(
                        options.caseTimeout(),
                        most.interruptGrace(),
                        most.cpuTime(),
                        options.memoryBytes() == 0 ? most.memoryBytes() : options.memoryBytes(),
                        most.processes(),
                        most.openFiles(),
                        most.fileBytes(),
                        most.diskBytes(),
                        most.outputBytes())
                .atMost(most);
    }
}
