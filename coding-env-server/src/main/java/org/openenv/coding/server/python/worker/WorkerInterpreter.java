package org.openenv.coding.server.python.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonInterpreter;

/** One episode's Python over as many workers as it takes: one, unless its programs kill it. */
final class WorkerInterpreter implements PythonInterpreter {

    /** Flags of a request to run a program, as runner.py has them. */
    private static final int ECHO = 1;

    private static final int SCRIPT = 2;

    private final WorkerExecutor executor;
    private final @Nullable Long seed;
    private final ExecutionLimits limits;
    private final boolean echo;
    private @Nullable Worker worker;
    private boolean closed;
    /** Whether {@link #run} has been entered, whether it was interrupted before its worker was there, and that worker. */
    private boolean running;

    private boolean early;
    private @Nullable Worker begun;

    WorkerInterpreter(WorkerExecutor executor, @Nullable Long seed, ExecutionLimits limits, boolean echo) {
        this.executor = executor;
        this.seed = seed;
        this.limits = limits;
        this.echo = echo;
    }

    void start() {
        take();
    }

    @Override
    public CodeExecResult run(String code, Duration timeout) {
        return run(code, timeout, false);
    }

    @Override
    public CodeExecResult runScript(String code, Duration timeout) {
        return run(code, timeout, true);
    }

    private CodeExecResult run(String code, Duration timeout, boolean script) {
        long start = System.nanoTime();
        synchronized (this) {
            running = true;
        }
        try {
            boolean lost = dropIfDead();
            var current = take();
            if (current == null) {
                return Results.closed(seed != null);
            }
            begin(current, timeout);
            var end = current.run(code, limits.outputBytes(), (echo ? ECHO : 0) | (script ? SCRIPT : 0));
            executor.counts().programEnded(end.answer() == null, end.asked());
            if (end.answer() == null || script) {
                drop(current);
                lost = true;
            }
            return Results.of(end, Duration.ofNanos(System.nanoTime() - start), lost, seed != null);
        } finally {
            synchronized (this) {
                running = false;
                early = false;
                begun = null;
            }
        }
    }

    /** Starts the step's time, with an interrupt that came while there was no worker yet. */
    private synchronized void begin(Worker current, Duration timeout) {
        current.begin(timeout);
        if (early) {
            current.interrupt();
        }
        begun = current;
    }

    /** Returns the worker, a new one if need be; {@code null} once closed. */
    private @Nullable Worker take() {
        synchronized (this) {
            if (closed || worker != null) {
                return worker;
            }
        }
        var fresh = executor.openWorker(seed, limits);
        synchronized (this) {
            if (!closed) {
                worker = fresh;
                return fresh;
            }
        }
        executor.closeWorker(fresh);
        return null;
    }

    private boolean dropIfDead() {
        Worker current;
        synchronized (this) {
            current = worker;
        }
        if (current == null || !current.isDead()) {
            return false;
        }
        drop(current);
        return true;
    }

    private void drop(Worker dead) {
        synchronized (this) {
            if (worker == dead && !closed) {
                worker = null;
            }
        }
        executor.closeWorker(dead);
    }

    @Override
    public synchronized boolean interrupt() {
        if (begun != null) {
            return begun.interrupt();
        }
        early = running;
        return running;
    }

    @Override
    public void close() {
        Worker current;
        synchronized (this) {
            closed = true;
            current = worker;
            worker = null;
        }
        if (current != null) {
            executor.closeWorker(current);
        }
        executor.forget(this);
    }
}
