package org.openenv.core.host.door;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer in the making: by one thread, which any other can interrupt for as long as it lasts. */
public final class DoorRun {

    private @Nullable Thread thread;
    private boolean early;
    private boolean over;

    /** Makes the answer on this thread, which is not left interrupted. */
    public <T> T answer(Supplier<T> making) {
        begin();
        try {
            return making.get();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        thread = Thread.currentThread();
        if (early) {
            thread.interrupt();
        }
    }

    private synchronized void end() {
        over = true;
        thread = null;
        Thread.interrupted(); // what came late must not hit what this thread does next
    }

    /** Ends it early; returns whether it goes on. */
    public synchronized boolean interrupt() {
        if (thread == null) {
            early = true;
            return !over;
        }
        thread.interrupt();
        return true;
    }
}
