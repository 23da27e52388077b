package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One simulated client: connects, performs its operation until the time is up, connects anew when it must. */
final class Client {

    private static final long PAUSE_NANOS = 100_000_000;

    private final int number;
    private final Load load;
    private final Operation.Factory factory;
    private final LongAdder done;
    private final Recorder recorder = new Recorder();
    private @Nullable Operation operation;
    private long measuredFrom;
    private long start;
    private long end;

    Client(int number, Load load, Operation.Factory factory, LongAdder done) {
        this.number = number;
        this.load = load;
        this.factory = factory;
        this.done = done;
    }

    /** Tells when the load begins; called before the client is let go. */
    void startAt(long nanoTime) {
        start = nanoTime;
        measuredFrom = start + load.warmup().toNanos();
        end = measuredFrom + load.duration().toNanos();
    }

    /** What it saw; to be read when its thread has ended. */
    Recorder recorder() {
        return recorder;
    }

    /** Runs to the end of the load; the start is read only after {@code go}. */
    void run(CountDownLatch connected, CountDownLatch go) {
        try {
            connect();
            connected.countDown();
            go.await();
            long due = nextDue(0);
            for (long i = 1; due < end; i++) {
                once(due);
                due = nextDue(i);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    /** Returns the moment an operation counts from: in an open loop the planned one if it has passed, else now. */
    private long nextDue(long i) {
        long now = System.nanoTime();
        if (load.rate() == 0) {
            return now;
        }
        long due = start + load.dueNanos(number, i);
        if (due <= now || due >= end) {
            return due;
        }
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
        return System.nanoTime();
    }

    private void once(long due) {
        try {
            Operation current = operation == null ? connect() : operation;
            if (current == null) {
                LockSupport.parkNanos(PAUSE_NANOS);
                return;
            }
            current.perform();
            long now = System.nanoTime();
            if (due >= measuredFrom && now <= end) {
                recorder.succeeded(now - due);
            }
        } catch (IOException failure) {
            recorder.failed(failure);
            if (!(failure instanceof RefusedException)) {
                disconnect();
            }
        }
        done.increment();
    }

    private @Nullable Operation connect() {
        try {
            operation = factory.open(number);
        } catch (IOException failure) {
            recorder.failed(failure);
        }
        return operation;
    }

    private void disconnect() {
        try (Operation closing = operation) {
            operation = null;
        } catch (IOException gone) {
            recorder.failed(gone);
        }
    }
}
