package org.openenv.coding.server.python;

import org.jspecify.annotations.Nullable;

/** An interpreter can't be forked, or not in the way that was asked for; it goes on unharmed. The message says why. */
public final class ForkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public ForkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Makes one without a cause. */
    public ForkException(String message) {
        this(message, null);
    }
}
