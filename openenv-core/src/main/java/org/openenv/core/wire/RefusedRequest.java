package org.openenv.core.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;

/** A refusal that knows the id of the request it refuses, so that its answer can name it. */
final class RefusedRequest extends OpenEnvException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String requestId;

    RefusedRequest(OpenEnvException refusal, @Nullable String requestId) {
        super(refusal.code(), String.valueOf(refusal.getMessage()), refusal.details(), refusal);
        this.requestId = requestId;
    }

    /** Returns the id of the request that an exception refuses, if it knows one. */
    static Optional<String> idOf(OpenEnvException failure) {
        return failure instanceof RefusedRequest refused ? Optional.ofNullable(refused.requestId) : Optional.empty();
    }
}
