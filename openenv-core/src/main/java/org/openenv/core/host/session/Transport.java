package org.openenv.core.host.session;

import java.util.Locale;

/** How a session's client reaches it. */
public enum Transport {
    /** A connection of its own, which the session ends with. */
    WEBSOCKET,
    /** Requests that name it. */
    HTTP;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
