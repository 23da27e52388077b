package org.openenv.core.host.http.exchange;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How slow a client may be whose file is on its way: for each part of it, it may be waited for so long. Time that the server takes
 * for itself does not count. Used by one thread.
 */
final class Pace {

    private final Duration patience;
    private long moved;
    private long waited;

    Pace(Duration patience) {
        this.patience = patience;
    }

    /** How long it may still be waited for, in nanoseconds, at least one. */
    long left() {
        return Math.max(1, patience.toNanos() - waited);
    }

    /**
     * Notes how long a client was waited for, and what came of it.
     *
     * @throws SocketTimeoutException if it is too slow
     */
    void note(long nanos, int bytes) throws SocketTimeoutException {
        waited += nanos;
        moved += bytes;
        if (moved >= TakenBody.PART) {
            moved = 0;
            waited = 0;
        } else if (waited >= patience.toNanos()) {
            throw new SocketTimeoutException(
                    moved + " bytes of a part of " + TakenBody.PART + " were moved in " + patience);
        }
    }
}
