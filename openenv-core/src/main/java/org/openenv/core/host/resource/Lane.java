package org.openenv.core.host.resource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial queue: tasks run one after another, in order, each on some thread of the executor. A new lane holds its tasks
 * back until it is {@linkplain #release released}; an idle one holds no thread.
 *
 * @param <T> what its tasks are
 */
public final class Lane<T extends Runnable> {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<T> waiting = new ArrayDeque<>();
    private final Deque<T> dropped = new ArrayDeque<>();
    private @Nullable Runnable first;
    private @Nullable Runnable last;
    private boolean held = true;
    private boolean scheduled;
    private boolean closed;
    private boolean over;
    private @Nullable Thread running;

    public Lane(Executor executor) {
        this.executor = executor;
    }

    /**
     * Queues a task; one that comes once the lane is closed is dropped: kept for {@link #takeDropped}.
     *
     * @return {@code false}, and the task forgotten, once those were taken
     * @throws RuntimeException or an error if no thread can be had for it; the task is forgotten then, too
     */
    public boolean submit(T task) {
        lock.lock();
        try {
            if (closed) {
                return !over && dropped.add(task);
            }
            waiting.add(task);
            try {
                schedule();
            } catch (RuntimeException | Error noThread) {
                waiting.remove(task);
                throw noThread;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Queues a task as {@link #submit} does, unless the lane is closed; returns whether it was. */
    public boolean offer(T task) {
        lock.lock();
        try {
            return !closed && submit(task);
        } finally {
            lock.unlock();
        }
    }

    /** Lets tasks run, a given one before all others. */
    public void release(Runnable before) {
        lock.lock();
        try {
            held = false;
            if (!closed) {
                first = before;
                schedule();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes tasks out that wait, in order. */
    public List<T> remove(Predicate<T> which) {
        lock.lock();
        try {
            List<T> removed = waiting.stream().filter(which).toList();
            waiting.removeIf(which);
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what waits now, in order. */
    public List<T> snapshot() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a task out that waits; returns whether it still did. */
    public boolean remove(T task) {
        lock.lock();
        try {
            return waiting.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it takes no task any more. */
    public boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks wait behind the one that runs. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size() + dropped.size();
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
    public void close(boolean now, Runnable lastTask) {
        lock.lock();
        try {
            boolean neverRan = held;
            if (now || neverRan) {
                dropped.addAll(waiting);
                waiting.clear();
                first = null;
            }
            if (now && running != null) {
                running.interrupt();
            }
            if (!closed) {
                closed = true;
                held = false;
                last = lastTask;
            }
            if (last != null) {
                schedule();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns what was dropped, in order; from now on, {@link #submit} keeps nothing. */
    public List<T> takeDropped() {
        lock.lock();
        try {
            over = true;
            List<T> taken = new ArrayList<>(dropped);
            dropped.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** From here on, nobody interrupts this thread for the sake of the task that runs. On the lane. */
    public void endInterruptible() {
        lock.lock();
        try {
            running = null;
            Thread.interrupted(); // one that came late must not close the socket that the answer goes to
        } finally {
            lock.unlock();
        }
    }

    private void schedule() {
        if (!scheduled && !held) {
            scheduled = true;
            try {
                executor.execute(this::drain);
            } catch (RuntimeException | Error noThread) {
                scheduled = false;
                throw noThread;
            }
        }
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable failure) {
                LOG.error("a task failed that should have answered its failure itself", failure);
            } finally {
                endInterruptible();
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = first;
            first = null;
            if (task == null) {
                task = waiting.poll();
            }
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
}
