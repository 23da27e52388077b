package org.openenv.coding.server.python.replay;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the recordings of a server may hold: each a part, and all together no more than the heap can spare. Safe for use
 * by several threads.
 */
public final class RecordingRoom {

    private static final int SHARE_OF_HEAP = 16;

    private final long each;
    private final long all;
    private final AtomicLong held = new AtomicLong();

    /**
     * Makes room.
     *
     * @param each how many bytes one recording may hold; zero for no recordings
     */
    public RecordingRoom(long each) {
        this.each = each;
        this.all = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    long each() {
        return each;
    }

    /** Takes bytes, if there is room for them. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) <= all) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Returns how many bytes all recordings hold now. */
    public long held() {
        return held.get();
    }
}
