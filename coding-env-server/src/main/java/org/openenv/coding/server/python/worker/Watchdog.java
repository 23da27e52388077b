package org.openenv.coding.server.python.worker;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One thread that looks after the time of all steps. It looks often instead of being told, so that a step costs neither a
 * timer nor a wake-up.
 */
final class Watchdog implements AutoCloseable {

    private static final long PERIOD_MILLIS = 20;

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
            synchronized (watched) {
                watched.notifyAll();
            }
        }
    }

    void remove(Watched one) {
        watched.remove(one);
    }

    /** Time to do something in; closing it says that it is done. */
    interface Cutoff extends AutoCloseable {

        @Override
        void close();
    }

    /** Cuts a channel that is not done in time; closing what is returned means that it was. */
    Cutoff cutAfter(FrameChannel channel, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        Watched cut = now -> {
            if (now - deadline >= 0) {
                channel.close();
            }
        };
        add(cut);
        return () -> remove(cut);
    }

    private void watch() {
        while (!closed) {
            try {
                awaitTick();
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            watched.forEach(one -> one.tick(now));
        }
    }

    /** A period, or until there is something to watch. */
    private void awaitTick() throws InterruptedException {
        synchronized (watched) {
            asleep = true;
            watched.wait(watched.isEmpty() ? 0 : PERIOD_MILLIS);
            asleep = false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
