package org.openenv.core.testing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that several tests of one class share: opened by the first that asks, closed after the last. For one thread. */
final class OpenedOnce<T extends AutoCloseable> implements AutoCloseable {

    private final Supplier<T> open;
    private @Nullable T opened;

    OpenedOnce(Supplier<T> open) {
        this.open = open;
    }

    T get() {
        T shared = opened;
        if (shared == null) {
            shared = open.get();
            opened = shared;
        }
        return shared;
    }

    @Override
    public void close() {
        T shared = opened;
        opened = null;
        if (shared == null) {
            return;
        }
        try {
            shared.close();
        } catch (Exception e) {
            throw new IllegalStateException("what the tests shared could not be closed", e);
        }
    }
}
