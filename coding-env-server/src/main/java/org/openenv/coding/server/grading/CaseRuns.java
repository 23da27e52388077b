package org.openenv.coding.server.grading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.TestCase;

/** The cases of one submission while they run, several at once; what came of them stands in the order of the tests. */
final class CaseRuns {

    private static final String FAILED = "a case before it failed";
    private static final String LATE = "the time of all cases was up";
    private static final String ENDED = "the grade was ended";

    private final CaseRunner runner;
    private final List<TestCase> tests;
    private final GradeOptions options;
    private final Semaphore places;
    private final Deadline deadline;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger firstFailure = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicReferenceArray<CaseRunner.@Nullable Outcome> outcomes;
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();

    CaseRuns(CaseRunner runner, List<TestCase> tests, GradeOptions options, Semaphore places, Deadline deadline) {
        this.runner = runner;
        this.tests = tests;
        this.options = options;
        this.places = places;
        this.deadline = deadline;
        this.outcomes = new AtomicReferenceArray<>(tests.size());
    }

    /**
     * Runs them, on this thread and on others. Where this thread is interrupted what runs ends, what has not begun is not run, and
     * the thread stays interrupted; nothing runs any more when this returns.
     */
    List<CaseRunner.Outcome> all(int threads, ExecutorService helpers) {
        CountDownLatch helping = new CountDownLatch(threads - 1);
        List<Future<?>> helps = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            helps.add(helpers.submit(() -> {
                try {
                    work();
                } finally {
                    helping.countDown();
                }
            }));
        }
        work();
        await(helping, helps);
        RuntimeException failure = broken.get();
        if (failure != null) {
            throw failure;
        }
        return inOrder();
    }

    private static void await(CountDownLatch helping, List<Future<?>> helps) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                if (interrupted) {
                    helps.forEach(help -> help.cancel(true));
                }
                helping.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        for (int at = next.getAndIncrement(); at < tests.size(); at = next.getAndIncrement()) {
            try {
                CaseRunner.Outcome outcome = one(at);
                outcomes.set(at, outcome);
                if (outcome.cases().stream().anyMatch(each -> each.status() != CaseStatus.PASSED)) {
                    firstFailure.accumulateAndGet(at, Math::min);
                }
            } catch (RuntimeException failure) {
                broken.compareAndSet(null, failure);
                next.set(tests.size());
            }
        }
    }

    private CaseRunner.Outcome one(int at) {
        TestCase test = tests.get(at);
        if (stopsBefore(at)) {
            return notRun(test, FAILED);
        }
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notRun(test, ENDED);
        }
        try {
            return deadline.isOver() ? notRun(test, LATE) : run(test);
        } catch (RuntimeException failure) {
            if (Thread.currentThread().isInterrupted()) {
                return notRun(test, ENDED);
            }
            throw failure;
        } finally {
            places.release();
        }
    }

    private CaseRunner.Outcome run(TestCase test) {
        long start = System.nanoTime();
        CaseRunner.Outcome outcome = runner.run(test);
        if (Thread.currentThread().isInterrupted()) {
            return notRun(test, ENDED);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return outcome.withWall(took);
    }

    private boolean stopsBefore(int at) {
        return options.stopAtFirstFailure() && at > firstFailure.get();
    }

    private static CaseRunner.Outcome notRun(TestCase test, String why) {
        return CaseRunner.Outcome.of(CaseVerdict.of(test.name(), CaseStatus.NOT_RUN, why));
    }

    /** Behind the first failure nothing was run, also where it had begun already: the same verdict at every number of threads. */
    private List<CaseRunner.Outcome> inOrder() {
        List<CaseRunner.Outcome> all = new ArrayList<>(tests.size());
        for (int i = 0; i < tests.size(); i++) {
            CaseRunner.Outcome outcome = outcomes.get(i);
            if (outcome == null || stopsBefore(i)) {
                all.add(notRun(tests.get(i), outcome == null ? ENDED : FAILED));
            } else {
                all.add(outcome);
            }
        }
        return all;
    }
}
