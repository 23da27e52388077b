package org.openenv.core.conformance.check;

/** Says why a check has nothing to say about a subject. */
public class NotApplicableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param why what is missing for the check to be made
     */
    public NotApplicableException(String why) {
        super(why);
    }
}
