package org.openenv.core.wire.type.scalar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.KeyType;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;

/** A type whose values are one text, number or truth. */
public record ScalarType(
        Reader reader,
        Function<Object, String> toText,
        Function<Object, @Nullable String> flaws,
        boolean quoted,
        Supplier<ObjectNode> describer,
        @Nullable Object empty)
        implements KeyType {

    /** Reads one value, or returns {@code null} after adding an error. */
    @FunctionalInterface
    public interface Reader {
        @Nullable
        Object read(JsonNode node, Loc at, Reading in);
    }

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        return reader.read(node, at, in);
    }

    @Override
    public void write(Object value, JsonWriter out) {
        String flaw = flaws.apply(value);
        if (flaw != null) {
            throw out.refuse(flaw);
        }
        String text = toText.apply(value);
        if (quoted) {
            out.string(text);
        } else {
            out.put(text);
        }
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return describer.get();
    }

    @Override
    public String text(Object value) {
        return toText.apply(value);
    }

    @Override
    public @Nullable String flaw(Object value) {
        return flaws.apply(value);
    }
}
