package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ExitCause;

/**
 * The stages of a worker's step. One whose time is up goes through the same stages whoever asked: an interrupt, after the
 * grace a kill, and if not even that ends it, its connection is cut. Safe for use by several threads.
 */
final class StepStages {

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

    /** What is done to the worker; under the lock, so that it is done in the order of the stages. */
    interface Signals {

        void interrupt();

        void kill();

        /** Closes the connection. */
        void cut();
    }

    private enum Stage {
        IDLE,
        RUNNING,
        INTERRUPTED,
        KILLED,
        CUT
    }

    private final Duration grace;
    private final StepClock clock;
    private final Signals signals;

    /** Not synchronized: what is done under it may wait for a pipe, and must not pin a virtual thread to its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private Stage stage = Stage.IDLE;
    private long deadline;
    /** How often this step was interrupted, and when it will be again. */
    private int interrupts;

    private long again;
    private @Nullable ExitCause asked;

    StepStages(Duration grace, StepClock clock, Signals signals) {
        this.grace = grace;
        this.clock = clock;
        this.signals = signals;
    }

    /** Starts the time of a step; from here on it can be interrupted. */
    void begin(Duration timeout) {
        lock.lock();
        try {
            if (stage == Stage.IDLE) {
                stage = Stage.RUNNING;
                asked = null;
                deadline = System.nanoTime() + timeout.toNanos();
                clock.begin();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The step has an answer; returns whether that is all, or an interrupt is still on its way, which is given some time. */
    boolean finish(Duration more) {
        lock.lock();
        try {
            if (stage == Stage.RUNNING) {
                stage = Stage.IDLE;
                return true;
            }
            if (stage == Stage.INTERRUPTED) {
                deadline = System.nanoTime() + more.toNanos();
                again = deadline;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The interrupt has arrived, and hits nothing more.
     *
     * @return what was asked
     * @throws IOException if the worker has been killed meanwhile
     */
    @Nullable
    ExitCause settled() throws IOException {
        lock.lock();
        try {
            if (stage != Stage.INTERRUPTED) {
                throw new IOException("killed when it answered");
            }
            stage = Stage.IDLE;
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** How often the step was interrupted. */
    int interrupts() {
        lock.lock();
        try {
            return interrupts;
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the step, if there is one that goes on; returns whether it is interrupted. */
    boolean interrupt() {
        lock.lock();
        try {
            if (stage == Stage.RUNNING) {
                interrupt(ExitCause.INTERRUPTED);
            }
            return stage == Stage.INTERRUPTED;
        } finally {
            lock.unlock();
        }
    }

    private void interrupt(ExitCause why) {
        asked = why;
        stage = Stage.INTERRUPTED;
        long now = System.nanoTime();
        deadline = now + grace.toNanos();
        again = now + grace.toNanos() / 2;
        interrupts = 1;
        signals.interrupt();
    }

    /** Has it killed; returns whether no step was going on. */
    boolean kill(ExitCause why) {
        lock.lock();
        try {
            boolean idle = stage == Stage.IDLE;
            if (asked == null || why != ExitCause.TIMEOUT) {
                asked = why;
            }
            stage = Stage.KILLED;
            deadline = System.nanoTime() + KILL_TIMEOUT.toNanos();
            signals.kill();
            return idle;
        } finally {
            lock.unlock();
        }
    }

    /** Has a worker killed whose connection has broken, for what was asked of it already, if anything was. */
    void killSpoilt() {
        lock.lock();
        try {
            kill(asked == null ? ExitCause.CRASHED : asked);
        } finally {
            lock.unlock();
        }
    }

    /**
     * It has ended.
     *
     * @return what was done to it; {@code null} if it ended by itself
     */
    @Nullable
    ExitCause ended(boolean byKill) {
        lock.lock();
        try {
            stage = Stage.CUT;
            // If it died of anything but a kill, it was dying already when we took it for spoilt and killed it.
            return asked == ExitCause.CRASHED && !byKill ? null : asked;
        } finally {
            lock.unlock();
        }
    }

    /** Looks whether the time of the stage is up. */
    void tick(long now) {
        lock.lock();
        try {
            look(now);
        } finally {
            lock.unlock();
        }
    }

    private void look(long now) {
        if (stage == Stage.IDLE || stage == Stage.CUT) {
            return;
        }
        if (stage == Stage.INTERRUPTED && interrupts == 1 && now - again >= 0 && now - deadline < 0) {
            interrupts++; // what waits for threads on its way out, as an executor of theirs does, takes two
            signals.interrupt();
        }
        if (now - deadline < 0) {
            return;
        }
        if (stage == Stage.RUNNING) {
            long stood = clock.takeStood(now);
            if (stood > 0) {
                deadline += stood;
            } else {
                interrupt(ExitCause.TIMEOUT);
            }
        } else if (stage == Stage.INTERRUPTED) {
            kill(asked == null ? ExitCause.TIMEOUT : asked);
        } else {
            stage = Stage.CUT;
            signals.cut();
        }
    }
}
