package org.openenv.core.wire.type;

import org.jspecify.annotations.Nullable;

/** A type whose values can be the keys of a map: each is one text. */
public interface KeyType extends WireType {

    /** Returns the value as text. */
    String text(Object value);

    /** Returns why a value can't be written, or {@code null} if it can. */
    default @Nullable String flaw(Object value) {
        return null;
    }
}
