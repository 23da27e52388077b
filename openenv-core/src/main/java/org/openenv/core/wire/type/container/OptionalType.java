package org.openenv.core.wire.type.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.Slot;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.scalar.ScalarTypes;

/** An {@code Optional} and its kin: the value, or null. */
public record OptionalType(
        WireType content, Function<Object, @Nullable Object> open, Function<Object, Object> wrap, Object empty)
        implements WireType {

    /** The optionals of primitives. */
    public static final Map<Class<?>, OptionalType> OF_PRIMITIVES = Map.of(
            OptionalInt.class,
            new OptionalType(
                    ScalarTypes.require(int.class),
                    v -> ((OptionalInt) v).isPresent() ? ((OptionalInt) v).getAsInt() : null,
                    v -> OptionalInt.of((int) v),
                    OptionalInt.empty()),
            OptionalLong.class,
            new OptionalType(
                    ScalarTypes.require(long.class),
                    v -> ((OptionalLong) v).isPresent() ? ((OptionalLong) v).getAsLong() : null,
                    v -> OptionalLong.of((long) v),
                    OptionalLong.empty()),
            OptionalDouble.class,
            new OptionalType(
                    ScalarTypes.require(double.class),
                    v -> ((OptionalDouble) v).isPresent() ? ((OptionalDouble) v).getAsDouble() : null,
                    v -> OptionalDouble.of((double) v),
                    OptionalDouble.empty()));

    public static OptionalType of(WireType content) {
        return new OptionalType(content, v -> ((Optional<?>) v).orElse(null), Optional::of, Optional.empty());
    }

    @Override
    public Object nothing() {
        return empty;
    }

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        if (node.isNull()) {
            return empty;
        }
        Object value = content.read(node, at, in);
        return value == null ? null : wrap.apply(value);
    }

    @Override
    public void write(Object value, JsonWriter out) {
        Object inside = open.apply(value);
        if (inside == null) {
            out.nothing();
        } else {
            content.write(inside, out);
        }
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return Slot.orNull(content.schema(schemas));
    }
}
