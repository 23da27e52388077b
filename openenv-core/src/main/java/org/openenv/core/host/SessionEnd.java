package org.openenv.core.host;

/** Why a session ended, and with which WebSocket close code a client hears of it (RFC 6455, section 7.4.1). */
enum SessionEnd {
    /** The client asked for it. */
    CLOSED(1000),
    /** The client is gone; nobody hears the code. */
    VANISHED(1001),
    /** The environment could not be made. */
    NOT_STARTED(1000),
    /** The host stops. */
    STOPPING(1012);

    private final int closeCode;

    SessionEnd(int closeCode) {
        this.closeCode = closeCode;
    }

    int closeCode() {
        return closeCode;
    }
}
