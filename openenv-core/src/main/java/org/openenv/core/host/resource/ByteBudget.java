package org.openenv.core.host.resource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * So many bytes may be held at once; who wants more waits, in order. What is larger than the whole is taken for the whole, and
 * so is held alone. Safe for use by several threads.
 */
public final class ByteBudget {

    /** Bytes that are held, or waited for, until it is closed. */
    public final class Grant implements AutoCloseable {

        private final @Nullable Runnable whenGranted;
        private long bytes;
        private boolean held;
        private boolean closed;

        private Grant(long bytes, @Nullable Runnable whenGranted) {
            this.bytes = Math.min(bytes, capacity);
            this.whenGranted = whenGranted;
        }

        /** Whether the bytes are held. */
        public boolean held() {
            lock.lock();
            try {
                return held;
            } finally {
                lock.unlock();
            }
        }

        /** Keeps fewer bytes than were asked for. */
        public void shrink(long to) {
            lock.lock();
            try {
                long fewer = Math.min(bytes, to);
                if (held && !closed) {
                    free += bytes - fewer;
                }
                bytes = fewer;
            } finally {
                lock.unlock();
            }
            serve();
        }

        /** Gives the bytes back, or waits for them no longer; again does nothing. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                closed = true;
                if (held) {
                    free += bytes;
                } else {
                    waiting.remove(this);
                }
            } finally {
                lock.unlock();
            }
            serve();
        }
    }

    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Grant> waiting = new ArrayDeque<>();
    private long free;

    /** Makes a budget of which nothing is held. */
    public ByteBudget(long capacity) {
        this.capacity = capacity;
        this.free = capacity;
    }

    /**
     * Takes bytes, now or later.
     *
     * @param whenGranted called once, on any thread, when bytes that had to be waited for are held
     */
    public Grant take(long bytes, Runnable whenGranted) {
        Grant grant = new Grant(bytes, whenGranted);
        lock.lock();
        try {
            if (waiting.isEmpty() && grant.bytes <= free) {
                hold(grant);
            } else {
                waiting.add(grant);
            }
        } finally {
            lock.unlock();
        }
        return grant;
    }

    /** Takes bytes, waiting for them at most so long; {@code null} if they did not become free. Blocks. */
    public @Nullable Grant await(long bytes, long nanos) {
        CountDownLatch granted = new CountDownLatch(1);
        Grant grant = take(bytes, granted::countDown);
        try {
            if (grant.held() || granted.await(nanos, TimeUnit.NANOSECONDS)) {
                return grant;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        grant.close();
        return null;
    }

    private void hold(Grant grant) {
        grant.held = true;
        free -= grant.bytes;
    }

    /** Grants what has become free to those that wait, the first first. */
    private void serve() {
        List<Runnable> granted = new ArrayList<>(0);
        lock.lock();
        try {
            for (Grant next = waiting.peek(); next != null && next.bytes <= free; next = waiting.peek()) {
                waiting.remove();
                hold(next);
                if (next.whenGranted != null) {
                    granted.add(next.whenGranted);
                }
            }
        } finally {
            lock.unlock();
        }
        granted.forEach(Runnable::run);
    }
}
