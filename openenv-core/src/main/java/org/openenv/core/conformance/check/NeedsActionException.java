package org.openenv.core.conformance.check;

/** A check needs an action, and none is known that the environment takes. Why is said once, for all of them. */
public final class NeedsActionException extends NotApplicableException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception. */
    public NeedsActionException() {
        super("");
    }
}
