package org.openenv.core.host.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial queue: tasks run one after another, in order, each on some thread of the executor. A new lane holds its tasks
 * back until it is {@linkplain #release released}; an idle one holds no thread.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean held = true;
    private boolean scheduled;
    private boolean closed;
    private @Nullable Runnable last;
    private @Nullable Thread running;

    Lane(Executor executor) {
        this.executor = executor;
    }

    /** Queues a task; returns {@code false}, and forgets it, once the lane is closed. */
    boolean submit(Runnable task) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            waiting.add(task);
            schedule();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets tasks run, a given one before all others. */
    void release(Runnable first) {
        lock.lock();
        try {
            held = false;
            if (!closed) {
                waiting.addFirst(first);
                schedule();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether it takes no task any more. */
    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks wait behind the one that runs. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the lane: no task is taken any more, and a last one runs when the others are done. Only the first call
     * counts for the last task.
     *
     * @param now whether to drop what waits and interrupt what runs
     */
    void close(boolean now, Runnable lastTask) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                last = lastTask;
                if (held) {
                    waiting.clear();
                    held = false;
                }
                schedule();
            }
            if (now) {
                waiting.clear();
                if (running != null) {
                    running.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void schedule() {
        if (!scheduled && !held) {
            scheduled = true;
            executor.execute(this::drain);
        }
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                LOG.error("a task failed that should have answered its failure itself", failure);
            } finally {
                ended();
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = waiting.poll();
            if (task != null) {
                running = Thread.currentThread();
                return task;
            }
            task = last;
            last = null;
            scheduled = task != null;
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** After this nobody interrupts the thread for the task's sake; an interrupt that came late is cleared. */
    private void ended() {
        lock.lock();
        try {
            running = null;
            Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }
}
