package org.openenv.core.host.mcp;

import org.jspecify.annotations.Nullable;

/** The bytes that a message holds of the host's budget, until it is answered or somebody takes them over. */
final class Room implements AutoCloseable {

    private @Nullable AutoCloseable held;

    Room(@Nullable AutoCloseable held) {
        this.held = held;
    }

    /** Takes them over. */
    AutoCloseable take() {
        AutoCloseable taken = held;
        held = null;
        return taken == null ? () -> {} : taken;
    }

    @Override
    public void close() {
        try {
            take().close();
        } catch (Exception never) {
            throw new IllegalStateException("bytes can't be given back", never);
        }
    }
}
