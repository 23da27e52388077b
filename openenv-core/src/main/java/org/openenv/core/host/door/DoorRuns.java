package org.openenv.core.host.door;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** The answers that a host makes beside its sessions, so that it can wait for them when it stops. */
public final class DoorRuns {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<DoorRun> open = new HashSet<>();
    private boolean stopping;

    /**
     * Begins one.
     *
     * @throws OpenEnvException with {@code SESSION_ERROR} while the host stops
     */
    public DoorRun begin() {
        lock.lock();
        try {
            if (stopping) {
                throw new OpenEnvException(ErrorCode.SESSION_ERROR, "The server is stopping.");
            }
            DoorRun run = new DoorRun();
            open.add(run);
            return run;
        } finally {
            lock.unlock();
        }
    }

    /** It has been answered. */
    public void end(DoorRun run) {
        lock.lock();
        try {
            open.remove(run);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Begins none any more, and waits for those there are; interrupts what is left after a time, and waits as long again. */
    public void stop(long nanos, long graceNanos) {
        lock.lock();
        try {
            stopping = true;
            if (!await(nanos)) {
                open.forEach(DoorRun::interrupt);
                await(graceNanos);
            }
        } catch (InterruptedException e) {
            open.forEach(DoorRun::interrupt);
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(long nanos) throws InterruptedException {
        long left = nanos;
        while (!open.isEmpty() && left > 0) {
            left = changed.awaitNanos(left);
        }
        return open.isEmpty();
    }
}
