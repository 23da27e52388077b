package org.openenv.coding.server.python;

/** As many interpreters are open as this machine can hold. The message says how many that is, and why. */
public final class CapacityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message for whoever asked
     */
    public CapacityException(String message) {
        super(message);
    }
}
