package org.openenv.coding.server.grading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonExecutor;

/**
 * Judges programs. Each case runs in fresh processes of the pool; what is compared is compared here or in a process that the
 * submission has no way to. Safe for use by several threads; the cases that run at once are bounded for all of them together.
 */
public final class Grader {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final PythonExecutor executor;
    private final ExecutionLimits most;
    private final Semaphore places = new Semaphore(Math.max(2, PROCESSORS), true);

    /**
     * Makes a grader.
     *
     * @param executor opens the processes; the grader does not close it
     * @param most what a process may use at most
     */
    public Grader(PythonExecutor executor, ExecutionLimits most) {
        this.executor = Objects.requireNonNull(executor, "executor is required");
        this.most = Objects.requireNonNull(most, "most is required");
    }

    /**
     * Judges a submission. Blocks until each case has ended, at most the options' total time and that of a case more.
     *
     * @param submission the program
     * @param tests what it is put to
     * @param options how
     * @return the verdict
     * @throws IllegalArgumentException if a case's values are no plain data; the message says which
     * @throws org.openenv.coding.server.python.CapacityException if no more processes can be had
     */
    public Verdict grade(Submission submission, Tests tests, GradeOptions options) {
        Objects.requireNonNull(submission, "submission is required");
        List<TestCase> cases = tests.cases();
        cases.forEach(Grader::check);
        var runner = new CaseRunner(executor, limits(options), submission.code(), options.inProcess());
        return verdict(cases, all(runner, cases, options), options);
    }

    private static void check(TestCase test) {
        if (test instanceof TestCase.Call call) {
            PlainData.list(call.args(), "args of " + call.name());
            PlainData.read(call.expected(), "expected of " + call.name());
        }
    }

    private List<CaseRunner.Outcome> all(CaseRunner runner, List<TestCase> tests, GradeOptions options) {
        Deadline deadline = new Deadline(options.totalTimeout());
        AtomicBoolean failed = new AtomicBoolean();
        int threads = Math.min(tests.size(), Math.min(options.parallel(), Math.max(2, PROCESSORS)));
        if (threads == 1) {
            return tests.stream()
                    .map(test -> one(runner, test, options, deadline, failed))
                    .toList();
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "grader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<CaseRunner.Outcome>> running = new ArrayList<>();
            for (TestCase test : tests) {
                running.add(pool.submit(() -> one(runner, test, options, deadline, failed)));
            }
            List<CaseRunner.Outcome> outcomes = new ArrayList<>();
            for (Future<CaseRunner.Outcome> each : running) {
                outcomes.add(each.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while cases ran", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private CaseRunner.Outcome one(
            CaseRunner runner, TestCase test, GradeOptions options, Deadline deadline, AtomicBoolean failed) {
        if (failed.get() && options.stopAtFirstFailure()) {
            return notRun(test, "a case before it failed");
        }
        places.acquireUninterruptibly();
        try {
            if (deadline.isOver()) {
                return notRun(test, "the time of all cases was up");
            }
            long start = System.nanoTime();
            CaseRunner.Outcome outcome = runner.run(test);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (outcome.cases().stream().anyMatch(one -> one.status() != CaseStatus.PASSED)) {
                failed.set(true);
            }
            List<CaseVerdict> timed =
                    outcome.cases().stream().map(one -> one.withWall(took)).toList();
            return new CaseRunner.Outcome(timed, outcome.forgeable(), outcome.loadError());
        } finally {
            places.release();
        }
    }

    private static CaseRunner.Outcome notRun(TestCase test, String why) {
        return CaseRunner.Outcome.of(CaseVerdict.of(test.name(), CaseStatus.NOT_RUN, why));
    }

    private Verdict verdict(List<TestCase> tests, List<CaseRunner.Outcome> outcomes, GradeOptions options) {
        boolean forgeable = executor.guards().rung().equals("none");
        String loadError = null;
        double earned = 0;
        double possible = 0;
        List<CaseVerdict> cases = new ArrayList<>();
        boolean[] passed = new boolean[tests.size()];
        for (int i = 0; i < passed.length; i++) {
            CaseRunner.Outcome outcome = outcomes.get(i);
            long good = outcome.cases().stream()
                    .filter(one -> one.status() == CaseStatus.PASSED)
                    .count();
            passed[i] = good == outcome.cases().size();
            forgeable |= outcome.forgeable();
            loadError = loadError == null ? outcome.loadError() : loadError;
            if (options.score().first() == 0 || i < options.score().first()) {
                double weight = tests.get(i).weight();
                possible += weight;
                earned += options.score().all() && !passed[i]
                        ? 0
                        : weight * good / outcome.cases().size();
            }
            outcome.cases().forEach(one -> cases.add(options.hide() ? one.hidden() : one));
        }
        double fraction = possible == 0 ? 0 : earned / possible;
        int most = options.score().first() == 0
                ? passed.length
                : Math.min(passed.length, options.score().first());
        boolean whole = true;
        for (int i = 0; i < most; i++) {
            whole &= passed[i];
        }
        int good = (int)
                cases.stream().filter(one -> one.status() == CaseStatus.PASSED).count();
        double score = whole ? 1 : options.score().all() ? 0 : Math.min(fraction, Math.nextDown(1.0));
        return new Verdict(score, good, cases.size(), forgeable, options.hide() ? null : loadError, cases);
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
