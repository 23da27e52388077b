package org.openenv.coding.server.python.worker;

import java.util.Locale;

/** How much isolation the operator insists on. */
public enum SandboxMode {
    /** The best that the machine grants; what is missing is reported. */
    AUTO,
    /** All of it, or no start. */
    STRICT,
    /** None. */
    OFF;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
