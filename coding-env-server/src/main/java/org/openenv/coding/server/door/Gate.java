package org.openenv.coding.server.door;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a few at once do something, first come first served; others wait, but not many and not for long. */
final class Gate {

    private final Semaphore places;
    private final int most;
    private final Duration patience;
    private final AtomicInteger inside = new AtomicInteger();

    Gate(int places, int most, Duration patience) {
        this.places = new Semaphore(places, true);
        this.most = most;
        this.patience = patience;
    }

    /** Does something in its turn; {@code null} where that does not come in time. */
    <T> @Nullable T pass(Supplier<T> work) throws InterruptedException {
        boolean entered = false;
        try {
            entered = inside.incrementAndGet() <= most && places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            return entered ? work.get() : null;
        } finally {
            inside.decrementAndGet();
            if (entered) {
                places.release();
            }
        }
    }
}
