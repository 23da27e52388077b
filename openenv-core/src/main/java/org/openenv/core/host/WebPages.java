package org.openenv.core.host;

/** Whether a host serves its pages for people, {@code /} and {@code /web}, in a browser. */
public enum WebPages {
    /** Where it listens on this machine alone, or asks for a token. */
    AUTO,
    /** In any case: whoever reaches the host can then use its environments in a browser, as they can by a program. */
    ON,
    /** Not at all. */
    OFF
}
