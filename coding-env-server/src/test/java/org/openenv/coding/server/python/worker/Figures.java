package org.openenv.coding.server.python.worker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.openenv.coding.server.python.ExecutionLimits;

/** Measures steps, resets and episodes; a tool to run by hand, not a test. */
final class Figures {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ExecutionLimits LIMITS = ExecutionLimits.defaults();

    private final WorkerExecutor executor;

    private Figures(WorkerExecutor executor) {
        this.executor = executor;
    }

    /** Arguments: the size of the pool, then modules to preload. */
    public static void main(String[] args) throws InterruptedException {
        int pool = args.length > 0 ? Integer.parseInt(args[0]) : 16;
        var modules = List.of(args).subList(Math.min(1, args.length), args.length);
        long start = System.nanoTime();
        try (var executor =
                WorkerExecutor.start(WorkerConfig.defaults().withPool(pool).withPreload(modules))) {
            System.out.printf(
                    "%s, rung %s, start %d ms%n",
                    executor.python(), executor.guards().rung(), millis(start));
            var figures = new Figures(executor);
            figures.steps("x = 1");
            figures.steps("print(1)");
            figures.resets();
            for (int clients : new int[] {1, 2, 4}) {
                figures.episodes(clients, 300 / clients);
            }
            for (int sessions : new int[] {2, 8}) {
                figures.throughput(sessions, 20_000 / sessions);
            }
        }
    }

    private void steps(String program) {
        try (var interpreter = executor.open(null, LIMITS)) {
            IntStream.range(0, 3000).forEach(i -> interpreter.run(program, LONG));
            long[] times = new long[10_000];
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                interpreter.run(program, LONG);
                times[i] = System.nanoTime() - start;
            }
            report("step " + program, times);
        }
    }

    private void resets() throws InterruptedException {
        long[] opened = new long[200];
        long[] first = new long[opened.length];
        for (int i = 0; i < opened.length; i++) {
            Thread.sleep(10);
            long start = System.nanoTime();
            try (var interpreter = executor.open(null, LIMITS)) {
                opened[i] = System.nanoTime() - start;
                interpreter.run("x = 1", LONG);
                first[i] = System.nanoTime() - start - opened[i];
            }
        }
        report("reset", opened);
        report("first step", first);
    }

    private void episodes(int clients, int each) throws InterruptedException {
        long start = System.nanoTime();
        inParallel(clients, () -> {
            for (int i = 0; i < each; i++) {
                try (var interpreter = executor.open(null, LIMITS)) {
                    interpreter.run("x = 1", LONG);
                }
            }
        });
        System.out.printf("episodes, %d clients: %d/s%n", clients, 1000L * each * clients / millis(start));
    }

    private void throughput(int sessions, int each) throws InterruptedException {
        long start = System.nanoTime();
        inParallel(sessions, () -> {
            try (var interpreter = executor.open(null, LIMITS)) {
                for (int i = 0; i < each; i++) {
                    interpreter.run("x = 1", LONG);
                }
            }
        });
        System.out.printf("steps, %d sessions: %d/s%n", sessions, 1000L * each * sessions / millis(start));
    }

    private static void inParallel(int count, Runnable work) throws InterruptedException {
        var done = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            new Thread(() -> {
                        work.run();
                        done.countDown();
                    })
                    .start();
        }
        done.await();
    }

    private static void report(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %d us, p90 %d us, p99 %d us%n",
                what,
                nanos[nanos.length / 2] / 1000,
                nanos[nanos.length * 9 / 10] / 1000,
                nanos[nanos.length * 99 / 100] / 1000);
    }

    private static long millis(long start) {
        return Math.max(1, (System.nanoTime() - start) / 1_000_000);
    }
}
