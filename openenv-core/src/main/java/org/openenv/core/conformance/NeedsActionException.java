package org.openenv.core.conformance;

/** A check needs an action, and none is known that the environment takes. Why is said once, for all of them. */
final class NeedsActionException extends NotApplicableException {

    private static final long serialVersionUID = 1L;

    NeedsActionException() {
        super("");
    }
}
