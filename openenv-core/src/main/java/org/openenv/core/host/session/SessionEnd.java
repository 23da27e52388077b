package org.openenv.core.host.session;

import java.util.Locale;

/** Why a session ended, and with which WebSocket close code a client hears of it (RFC 6455, section 7.4.1). */
public enum SessionEnd {
    /** The client asked for it. */
    CLOSED(1000),
    /** Another client asked for it, by {@code DELETE /sessions/{id}}. */
    DELETED(1000),
    /** The client is gone; nobody hears the code. */
    VANISHED(1001),
    /** The environment could not be made. */
    NOT_STARTED(1000),
    /** Nothing was asked of it for too long. */
    IDLE(1000),
    /** It lived for too long. */
    LIFETIME(1000),
    /** The client sent more than it may. */
    OVERRUN(1008),
    /** The host stops. */
    STOPPING(1012);

    private final int closeCode;

    SessionEnd(int closeCode) {
        this.closeCode = closeCode;
    }

    public int closeCode() {
        return closeCode;
    }

    /** The name an observer is told: lower case with hyphens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
