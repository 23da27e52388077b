package org.openenv.coding.server.python.worker;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The worker of an episode: made when it is needed, another in its place when it has ended. {@link #take} and the methods
 * that drop it are called by the thread that runs programs; {@link #current}, {@link #isDead} and {@link #close} by any.
 */
final class EpisodeWorker {

    private final WorkerExecutor executor;
    /** Told that a fresh worker begins, which has nothing of what was recorded. */
    private final Runnable begunAnew;

    private final ReentrantLock lock = new ReentrantLock();
    /** What the next worker begins with; only the first one may be a copy of another's. */
    private Beginning beginning;

    private @Nullable Worker worker;
    /** Whether variables are lost of which the next step has to tell. */
    private boolean lost;

    /** Where a script has ended whose files are kept. */
    private @Nullable Worker spent;

    private boolean closed;

    EpisodeWorker(WorkerExecutor executor, Beginning beginning, Runnable begunAnew) {
        this.executor = executor;
        this.beginning = beginning;
        this.begunAnew = begunAnew;
    }

    Beginning beginning() {
        return beginning;
    }

    /** Returns the worker, a new one if need be; {@code null} once closed. */
    @Nullable
    Worker take() {
        lock.lock();
        try {
            if (closed || worker != null) {
                return worker;
            }
        } finally {
            lock.unlock();
        }
        var fresh = executor.openWorker(beginning);
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

    /** Returns the worker that is there, if one is. */
    @Nullable
    Worker current() {
        lock.lock();
        try {
            return worker;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it has ended, which the next step will tell. */
    boolean isDead() {
        Worker current = current();
        return current != null && current.isDead();
    }

    /** Returns whether the next step has to tell of lost variables, and that it does. */
    boolean tellLost() {
        boolean before = lost;
        lost = false;
        return before;
    }

    boolean isLost() {
        return lost;
    }

    void setLost() {
        lost = true;
    }

    boolean isSpent(Worker original) {
        return spent == original;
    }

    /** A script has ended in it whose files are kept until the next program. */
    void spend(@Nullable Worker ended) {
        spent = ended;
    }

    /** Makes room for the next program: a worker that has ended goes, and one whose script has ended does. */
    void makeReady() {
        dropIfDead();
        Worker before = spent;
        spent = null;
        if (before != null) {
            drop(before);
        }
    }

    void dropIfDead() {
        Worker current = current();
        if (current != null && current.isDead()) {
            drop(current);
            lost = true;
        }
    }

    void drop(Worker dead) {
        lock.lock();
        try {
            if (worker == dead && !closed) {
                worker = null;
            }
        } finally {
            lock.unlock();
        }
        beginning = beginning.anew();
        begunAnew.run();
        executor.closeWorker(dead);
    }

    void close() {
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
    }
}
