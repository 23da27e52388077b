package org.openenv.coding.server.python.worker;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks after the time of all steps. It looks often instead of being told, so that a step costs neither a
 * timer nor a wake-up. Whatever a watched thing throws, Errors too, costs the others nothing.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration PERIOD = Duration.ofMillis(20);

    /** Something whose time may be up. */
    interface Watched {

        /** Looks at the time, {@link System#nanoTime()}. */
        void tick(long now);
    }

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread = Threads.daemon("openenv-watchdog", this::watch);
    private volatile boolean asleep;
    private volatile boolean closed;

    void add(Watched one) {
        watched.add(one);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    void remove(Watched one) {
        watched.remove(one);
    }

    /** Whether it still looks after what it is given. */
    boolean isAlive() {
        return closed || thread.isAlive();
    }

    /** Time to do something in; closing it says that it is done. */
    interface Cutoff extends AutoCloseable {

        @Override
        void close();
    }

    /** Cuts what is not done in time; closing what is returned means that it was. */
    Cutoff cutAfter(Runnable cutting, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        Watched cut = now -> {
            if (now - deadline >= 0) {
                cutting.run();
            }
        };
        add(cut);
        return () -> remove(cut);
    }

    private void watch() {
        while (!closed) {
            awaitTick();
            long now = System.nanoTime();
            for (Watched one : watched) {
                tick(one, now);
            }
        }
    }

    private static void tick(Watched one, long now) {
        try {
            one.tick(now);
        } catch (Throwable e) { // the next look comes soon; this thread serves all
            report(e);
        }
    }

    private static void report(Throwable e) {
        try {
            LOG.error("a step's time could not be looked after", e);
        } catch (Throwable second) { // out of memory, say: then there is nothing left to do but to go on
            Thread.onSpinWait();
        }
    }

    /** A period, or until there is something to watch. */
    private void awaitTick() {
        asleep = true;
        if (watched.isEmpty()) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, PERIOD.toNanos());
        }
        asleep = false;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
