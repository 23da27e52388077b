package org.openenv.core.server.operations;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to files on a thread of its own, in order. What waits is bounded in bytes. The thread outlives whatever
 * writing throws; it ends when the writer is closed. Safe for use by several threads.
 */
final class LineWriter {

    /** Is told what became of each line that was taken, once. */
    interface Outcome {

        /**
         * The line was written, or was not.
         *
         * @param length the line's bytes
         * @param failure why it is not on the disk; {@code null} if it is
         */
        void of(int length, @Nullable Throwable failure);
    }

    /** What an entry of the queue costs beside its bytes. */
    private static final long OVERHEAD = 200;

    private record Line(Path file, ByteBuffer bytes) {

        int length() {
            return bytes.capacity();
        }

        long cost() {
            return (long) length() + OVERHEAD;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Line> lines = new ArrayDeque<>();
    private final long maxBytes;
    private final Outcome outcome;
    private final Thread thread;
    private long waiting;
    private boolean closed;

    LineWriter(long maxBytes, Outcome outcome) {
        this.maxBytes = maxBytes;
        this.outcome = outcome;
        this.thread = new Thread(this::run, "trajectories");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a line; {@code false} if it found no room, or the writer is closed. Never waits for the disk. */
    boolean offer(Path file, byte[] bytes) {
        Line line = new Line(file, ByteBuffer.wrap(bytes));
        lock.lock();
        try {
            if (closed || waiting + line.cost() > maxBytes) {
                return false;
            }
            lines.add(line);
            waiting += line.cost();
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many bytes wait, that of the line being written included. */
    long waitingBytes() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Line line = next(); line != null; line = next()) {
            Throwable failure = null;
            try {
                append(line);
            } catch (Throwable anything) { // whatever it is, the next line may fare better
                failure = anything;
            }
            outcome.of(line.length(), failure);
            lock.lock();
            try {
                waiting -= line.cost();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for a line; {@code null} once the writer is closed and nothing waits. */
    private @Nullable Line next() {
        lock.lock();
        try {
            while (lines.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return lines.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Appends a whole line, or nothing: what a full disk took of it is cut off again. */
    private static void append(Line line) throws IOException {
        try (FileChannel file = FileChannel.open(line.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long before = file.size();
            ByteBuffer rest = line.bytes();
            try {
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
            } catch (IOException failure) {
                if (rest.position() > 0) {
                    file.truncate(before);
                }
                throw failure;
            }
        }
    }

    /** Takes no more, and waits until what was taken is written; what is not by then is reported as failed. */
    void close(Duration patience) {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            for (Line line = lines.poll(); line != null; line = lines.poll()) {
                waiting -= line.cost();
                outcome.of(line.length(), new IOException("the server ended before the disk took it"));
            }
        } finally {
            lock.unlock();
        }
    }
}
