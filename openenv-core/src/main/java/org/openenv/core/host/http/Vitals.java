package org.openenv.core.host.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import org.openenv.core.host.session.HostContext;
import org.xnio.XnioWorker;

/**
 * Whether the threads that serve all are alive: the clock, which asks the I/O threads for a sign of life, and each of those.
 */
final class Vitals {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BEATS = 30;

    private final AtomicLongArray beats;
    private final Duration patience;
    private volatile long clockBeat = System.nanoTime();

    private Vitals(int ioThreads, Duration patience) {
        this.patience = patience;
        beats = new AtomicLongArray(ioThreads);
        for (int thread = 0; thread < ioThreads; thread++) {
            beats.set(thread, System.nanoTime());
        }
    }

    /** Watches the clock alone: the I/O threads are somebody else's. */
    static Vitals start(HostContext context) {
        Vitals vitals = new Vitals(0, PATIENCE);
        context.clock().every(PATIENCE.dividedBy(BEATS), () -> vitals.clockBeat = System.nanoTime());
        return vitals;
    }

    static Vitals start(HostContext context, XnioWorker worker, int ioThreads) {
        return start(context, worker, ioThreads, PATIENCE);
    }

    static Vitals start(HostContext context, XnioWorker worker, int ioThreads, Duration patience) {
        Vitals vitals = new Vitals(ioThreads, patience);
        context.clock().every(patience.dividedBy(BEATS), () -> vitals.beat(worker));
        return vitals;
    }

    private void beat(XnioWorker worker) {
        clockBeat = System.nanoTime();
        for (int i = 0; i < beats.length(); i++) {
            int thread = i;
            worker.getIoThread(thread).execute(() -> beats.set(thread, System.nanoTime()));
        }
    }

    /** What is wrong, or empty. */
    Optional<String> problem() {
        if (old(clockBeat)) {
            return Optional.of("the server's clock has stopped; restart it");
        }
        for (int thread = 0; thread < beats.length(); thread++) {
            if (old(beats.get(thread))) {
                return Optional.of("an I/O thread has stopped; restart the server");
            }
        }
        return Optional.empty();
    }

    private boolean old(long beat) {
        return System.nanoTime() - beat > patience.toNanos();
    }
}
