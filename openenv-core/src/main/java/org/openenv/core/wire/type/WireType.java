package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How values of one Java type cross the wire. Implementations are immutable and safe for use by several threads. */
public interface WireType {

    /**
     * Reads one value.
     *
     * @param node what came
     * @param at where it stands
     * @param in the reading it is part of
     * @return the value, or {@code null} after adding at least one error
     */
    @Nullable
    Object read(JsonNode node, Loc at, Reading in);

    /**
     * Writes one value.
     *
     * @param value a value of this type
     * @param out where to
     */
    void write(Object value, JsonWriter out);

    /**
     * Describes the values.
     *
     * @param schemas the description it is part of
     * @return a JSON schema, not shared
     */
    ObjectNode schema(Schemas schemas);

    /**
     * Returns what a lenient reading takes where there is no value.
     *
     * @return an empty value, or {@code null} where none can stand for nothing
     */
    default @Nullable Object empty() {
        return null;
    }

    /**
     * Returns what stands for no value in Java, such as {@code Optional.empty()}, and is written as null.
     *
     * @return that value, or {@code null} where none does
     */
    default @Nullable Object nothing() {
        return null;
    }
}
