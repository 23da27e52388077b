package org.openenv.coding.server.python;

/** A limit that an episode asked for can't be had. The message says which, why, and what can. */
public final class LimitRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message for whoever asked
     */
    public LimitRefusedException(String message) {
        super(message);
    }
}
