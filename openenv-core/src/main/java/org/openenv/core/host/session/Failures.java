package org.openenv.core.host.session;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** Whatever was thrown, as the one exception of the API. */
public final class Failures {

    private Failures() {}

    /**
     * Returns what a future failed with as an exception of the API.
     *
     * @param thrown what it failed with
     * @return the same, or its cause, or one with {@code SESSION_ERROR} around it
     */
    public static OpenEnvException of(Throwable thrown) {
        Throwable inner = thrown instanceof CompletionException || thrown instanceof ExecutionException
                ? thrown.getCause()
                : null;
        Throwable cause = inner == null ? thrown : inner;
        return cause instanceof OpenEnvException known
                ? known
                : new OpenEnvException(ErrorCode.SESSION_ERROR, describe(cause), cause);
    }

    /** What a client is told of something that was thrown: its message, or else its name. */
    static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
