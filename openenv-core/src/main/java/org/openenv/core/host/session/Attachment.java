package org.openenv.core.host.session;

import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;

/**
 * Which WebSocket a session is attached to: one at a time. A session that was opened by a socket is that one's for good; any
 * other outlives the sockets that attach to it. Safe for use by several threads.
 */
public final class Attachment {

    /** A socket that attaches to a session. */
    @FunctionalInterface
    public interface Socket {
        /** The session has ended; its client is to be sent the error, if there is one. */
        void ended(SessionEnd reason, @Nullable OpenEnvException error);
    }

    private final boolean owned;
    private @Nullable Socket socket;
    private @Nullable Socket last;
    private boolean closing;
    private boolean over;

    Attachment(boolean owned) {
        this.owned = owned;
    }

    /** Attaches a socket, unless another one is or the session has ended; returns whether it is attached now. */
    public synchronized boolean take(Socket asking) {
        if (owned || over || socket != null) {
            return false;
        }
        socket = asking;
        last = asking;
        return true;
    }

    /** Detaches a socket; returns whether the session is to end now because that was asked for meanwhile. */
    public synchronized boolean release(Socket attached) {
        if (socket != attached) {
            return false;
        }
        socket = null;
        return closing;
    }

    /** Whether a socket has left, and no other has come since. */
    public synchronized boolean leftBy(Socket leaving) {
        return socket == null && last == leaving && !over;
    }

    /** Whether a socket is attached, or owns the session. */
    public synchronized boolean taken() {
        return owned || socket != null;
    }

    /** Asks that the session end with its socket; returns whether there is one, and so something to wait for. */
    public synchronized boolean closeWithSocket() {
        closing |= socket != null;
        return owned || socket != null;
    }

    /** Tells the socket that the session has ended. */
    void ended(SessionEnd reason, @Nullable OpenEnvException error) {
        Socket attached;
        synchronized (this) {
            over = true;
            attached = socket;
            socket = null;
        }
        if (attached != null) {
            attached.ended(reason, error);
        }
    }
}
