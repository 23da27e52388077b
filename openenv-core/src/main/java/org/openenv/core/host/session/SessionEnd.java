package org.openenv.core.host.session;

import java.util.Locale;

/** Why a session ended, and with which WebSocket close code a client hears of it (RFC 6455, section 7.4.1). */
public enum SessionEnd {
    /** The client asked for it. */
    CLOSED(1000, "The session was closed."),
    /** Another client asked for it, by {@code DELETE /sessions/{id}}. */
    DELETED(1000, "The session was deleted."),
    /** The client is gone; nobody hears the code. */
    VANISHED(1001, "The connection was lost."),
    /** The environment could not be made. */
    NOT_STARTED(1000, "The session did not start."),
    /** Nothing was asked of it for too long. */
    IDLE(1000, "The session was idle for too long."),
    /** It lived for too long. */
    LIFETIME(1000, "The session lived for too long."),
    /** A step took much longer than it was given, and did not end when interrupted. */
    OVERTIME(1011, "A step took longer than it was given, and could not be ended."),
    /** The client broke the rules of the WebSocket protocol, or sent a text that is not UTF-8. */
    PROTOCOL_ERROR(1002, "The client broke the WebSocket protocol."),
    /** The client sent more than it may. */
    OVERRUN(1008, "The client sent more than it may."),
    /** The host stops. */
    STOPPING(1012, "The server is stopping.");

    private final int closeCode;
    private final String sentence;

    SessionEnd(int closeCode, String sentence) {
        this.closeCode = closeCode;
        this.sentence = sentence;
    }

    /** The code of the close frame. */
    public int closeCode() {
        return closeCode;
    }

    /** What a client is told whose request was not carried out. */
    String sentence() {
        return sentence;
    }

    /** The name an observer is told: lower case with hyphens. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
