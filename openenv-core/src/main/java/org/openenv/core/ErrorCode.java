package org.openenv.core;

/** Why a call failed: the closed set of codes of the protocol, and those of a client that lost its server. */
public enum ErrorCode {
    /** The text of the message is not JSON, or not a JSON object. Whoever wrote the message must change it. */
    INVALID_JSON(Responsible.CALLER),
    /** The message's {@code type} is none the protocol knows. */
    UNKNOWN_TYPE(Responsible.CALLER),
    /** A field is missing, too much, or of the wrong type; the exception's details list each. */
    VALIDATION_ERROR(Responsible.CALLER),
    /** The environment threw while it reset or stepped. The session goes on. */
    EXECUTION_ERROR(Responsible.ENVIRONMENT),
    /** Every place for a session is taken. Try again later, or give the server more places. */
    CAPACITY_REACHED(Responsible.OPERATOR),
    /** The environment could not be made. Its operator or author must look at the server's log. */
    FACTORY_ERROR(Responsible.OPERATOR),
    /** The server ended the session. Connect again. */
    SESSION_ERROR(Responsible.OPERATOR),
    /** Client only: the server could not be reached, or the connection ended before the answer came. */
    CONNECTION_LOST(Responsible.NETWORK),
    /** Client only: no answer came in the time the client was told to wait. */
    TIMED_OUT(Responsible.NETWORK),
    /** Client only: the calling thread was interrupted while it waited for the answer. */
    INTERRUPTED(Responsible.CALLER),
    /** Client only: the server's answer is not one the protocol knows. */
    INVALID_ANSWER(Responsible.OPERATOR),
    /** Client only: the server's container could not be started, did not become ready or could not be removed. */
    CONTAINER_ERROR(Responsible.OPERATOR);

    /** Who must act for the same call to succeed. */
    public enum Responsible {
        /** The one who made the call: it is wrong as it stands. */
        CALLER,
        /** The author of the environment. */
        ENVIRONMENT,
        /** The one who runs the server. */
        OPERATOR,
        /** Nobody in particular: check that the server runs and can be reached, and try again. */
        NETWORK
    }

    private final Responsible responsible;

    ErrorCode(Responsible responsible) {
        this.responsible = responsible;
    }

    /**
     * Returns who must act for the same call to succeed.
     *
     * @return the one responsible
     */
    public Responsible responsible() {
        return responsible;
    }
}
