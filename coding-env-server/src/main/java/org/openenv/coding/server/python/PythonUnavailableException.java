package org.openenv.coding.server.python;

import org.jspecify.annotations.Nullable;

/** No Python can be started; the message says why and what the operator can do. */
public class PythonUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was tried, what was found, what to do
     * @param cause what led to it, or {@code null}
     */
    public PythonUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
