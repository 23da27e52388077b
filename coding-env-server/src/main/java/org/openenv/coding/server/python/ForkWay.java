package org.openenv.coding.server.python;

/** How an interpreter may be forked. */
public enum ForkWay {
    /** By copying it where that can be done, by replaying elsewhere. */
    ANY,
    /** Only by copying it. */
    COPY,
    /** Only by running its programs again. */
    REPLAY
}
