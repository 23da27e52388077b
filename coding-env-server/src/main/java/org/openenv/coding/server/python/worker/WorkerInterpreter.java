package org.openenv.coding.server.python.worker;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.core.OpenEnvException;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;

/** One episode's Python over as many workers as it takes: one, unless its programs kill it. */
final class WorkerInterpreter implements PythonInterpreter {

    private final WorkerExecutor executor;
    private final @Nullable Long seed;
    private final ExecutionLimits limits;
    private final boolean echo;
    private final ReentrantLock lock = new ReentrantLock();
    private final WorkerFiles files = new WorkerFiles(this);
    private @Nullable Worker worker;
    /** Whether a worker has died of something else than a step, which the next one tells. */
    private boolean lostBefore;

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
    public CodeExecResult run(Program program, Duration timeout) {
        long start = System.nanoTime();
        lock.lock();
        try {
            running = true;
        } finally {
            lock.unlock();
        }
        try {
            boolean lost = dropIfDead() | lostBefore;
            lostBefore = false;
            var current = take();
            if (current == null) {
                return Results.closed(seed != null);
            }
            begin(current, timeout);
            var end = current.run(program, limits.outputBytes(), echo);
            executor.counts().programEnded(end.answer() == null, end.asked());
            if (end.answer() == null || program.asScript()) {
                drop(current);
                lost = true;
            }
            return Results.of(end, Duration.ofNanos(System.nanoTime() - start), lost, seed != null);
        } finally {
            lock.lock();
            try {
                running = false;
                early = false;
                begun = null;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public @Nullable String process() {
        lock.lock();
        try {
            return worker == null ? null : worker.name();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Workspace workspace() {
        return files;
    }

    /** How an answer about files is read. */
    @FunctionalInterface
    interface Reading<T> {
        T of(byte[] content) throws ProtocolViolation;
    }

    /** Has something done with the files, between programs; a worker that can't do it in time, or answers nonsense, is ended. */
    <T> T files(String path, FileRequest request, int most, Reading<T> reading) {
        lostBefore |= dropIfDead();
        var current = take();
        if (current == null) {
            throw WorkspaceFailure.CHANGED.exception("The episode of '" + path + "' has ended.");
        }
        Worker.FilesEnd end;
        try (var ignored = executor.cutAfter(current)) {
            end = current.files(request, most);
        }
        try {
            if (end.answer() != null) {
                return reading.of(FileAnswer.content(path, end.answer()));
            }
        } catch (ProtocolViolation nonsense) {
            current.close();
        }
        drop(current);
        lostBefore = true;
        throw gone(path, end.end());
    }

    private static OpenEnvException gone(String path, Worker.@Nullable End end) {
        ExitCause cause = end == null || end.exit() == null ? ExitCause.CRASHED : end.exit().cause();
        WorkspaceFailure failure =
                cause == ExitCause.MEMORY_LIMIT ? WorkspaceFailure.DISK_FULL : WorkspaceFailure.FAILED;
        return failure.exception("The episode's Python has ended over '" + path + "' (" + cause.wireName()
                + "); its variables and files are lost.");
    }

    /** Starts the step's time, with an interrupt that came while there was no worker yet. */
    private void begin(Worker current, Duration timeout) {
        lock.lock();
        try {
            current.begin(timeout);
            if (early) {
                current.interrupt();
            }
            begun = current;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the worker, a new one if need be; {@code null} once closed. */
    private @Nullable Worker take() {
        lock.lock();
        try {
            if (closed || worker != null) {
                return worker;
            }
        } finally {
            lock.unlock();
        }
        var fresh = executor.openWorker(seed, limits);
        lock.lock();
        try {
            if (!closed) {
                worker = fresh;
                return fresh;
            }
        } finally {
            lock.unlock();
        }
        executor.closeWorker(fresh);
        return null;
    }

    private boolean dropIfDead() {
        Worker current;
        lock.lock();
        try {
            current = worker;
        } finally {
            lock.unlock();
        }
        if (current == null || !current.isDead()) {
            return false;
        }
        drop(current);
        return true;
    }

    private void drop(Worker dead) {
        lock.lock();
        try {
            if (worker == dead && !closed) {
                worker = null;
            }
        } finally {
            lock.unlock();
        }
        executor.closeWorker(dead);
    }

    @Override
    public boolean interrupt() {
        lock.lock();
        try {
            if (begun != null) {
                return begun.interrupt();
            }
            early = running;
            return running;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Worker current;
        lock.lock();
        try {
            closed = true;
            current = worker;
            worker = null;
        } finally {
            lock.unlock();
        }
        if (current != null) {
            executor.closeWorker(current);
        }
        executor.forget(this);
    }
}
