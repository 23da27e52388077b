package org.openenv.core.host.resource;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one request that comes in: a part of its session's budget, and then of the host's. Safe for use by several
 * threads.
 */
public final class Allotment implements AutoCloseable {

    private final ByteBudget shared;
    private final long bytes;
    private final boolean free;
    private final Runnable whenGranted;
    private final ByteBudget.Grant own;
    private ByteBudget.@Nullable Grant ofShared;
    private long kept;
    private boolean closed;

    /**
     * Takes bytes, now or later.
     *
     * @param free whether the host's budget is not asked: for what each session may have whatever the others do
     * @param whenGranted called on any thread when bytes that had to be waited for may be held
     */
    public Allotment(ByteBudget session, ByteBudget shared, long bytes, boolean free, Runnable whenGranted) {
        this.shared = shared;
        this.bytes = bytes;
        this.kept = bytes;
        this.free = free;
        this.whenGranted = whenGranted;
        this.own = session.take(bytes, this::ownHeld);
        if (own.held()) {
            askShared();
        }
    }

    private void ownHeld() {
        if (held()) {
            whenGranted.run();
        }
    }

    private synchronized void askShared() {
        if (!free && !closed && ofShared == null) {
            ofShared = shared.take(bytes, whenGranted);
        }
    }

    /** Whether the bytes are held. */
    public boolean held() {
        if (!own.held()) {
            return false;
        }
        askShared();
        synchronized (this) {
            return free || (ofShared != null && ofShared.held());
        }
    }

    /** Keeps fewer bytes than were asked for. */
    public void shrink(long to) {
        own.shrink(to);
        synchronized (this) {
            kept = Math.min(kept, to);
            if (ofShared != null) {
                ofShared.shrink(kept);
            }
        }
    }

    /** Gives the bytes back, or waits for them no longer; again does nothing. */
    @Override
    public void close() {
        own.close();
        synchronized (this) {
            closed = true;
            if (ofShared != null) {
                ofShared.close();
            }
        }
    }
}
