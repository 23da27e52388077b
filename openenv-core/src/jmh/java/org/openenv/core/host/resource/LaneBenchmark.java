package org.openenv.core.host.resource;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to have a task run on a lane and to hear that it has run: two hand-overs between threads. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class LaneBenchmark {

    private final ExecutorService threads = LaneThreads.start();
    private final Lane<Runnable> lane = new Lane<Runnable>(threads);
    private final SynchronousQueue<Object> answers = new SynchronousQueue<>();

    @Setup
    public void release() {
        lane.release(() -> {});
    }

    @Benchmark
    public Object handsOverAndBack() throws InterruptedException {
        lane.submit(this::answer);
        return answers.take();
    }

    private void answer() {
        try {
            answers.put(this);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @TearDown
    public void stop() {
        threads.shutdownNow();
    }
}
