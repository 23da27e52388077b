package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.Slot;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.container.ArrayType;
import org.openenv.core.wire.type.container.ListType;
import org.openenv.core.wire.type.container.OptionalType;
import org.openenv.core.wire.type.scalar.EnumType;
import org.openenv.core.wire.type.scalar.ScalarType;
import org.openenv.core.wire.type.scalar.ScalarTypes;
import org.openenv.core.wire.type.scalar.Scalars;
import org.openenv.core.wire.type.scalar.TextTypes;

/** A value of no declared type, as in metadata: written as what it is, read as maps, lists, texts, numbers and truths. */
public final class AnyType implements WireType {

    /** The one of it. */
    public static final AnyType INSTANCE = new AnyType();

    static final Slot ELEMENT = new Slot(INSTANCE, true);
    private static final ListType LIST = new ListType(ELEMENT, ArrayList::new, false);
    private static final ArrayType ARRAY = ArrayType.of(Object.class, ELEMENT);

    /** Filled at the first value of a class, and freed with the class. */
    private static final ClassValue<WireType> BY_CLASS = new ClassValue<>() {
        @Override
        protected WireType computeValue(Class<?> type) {
            return of(type);
        }
    };

    private AnyType() {}

    private static WireType of(Class<?> type) {
        ScalarType scalar = ScalarTypes.of(type);
        if (scalar != null) {
            return scalar;
        }
        OptionalType optional = OptionalType.OF_PRIMITIVES.get(type);
        if (optional != null) {
            return optional;
        }
        if (type == Optional.class) {
            return OptionalType.of(INSTANCE);
        }
        if (type.isArray()) {
            return type.getComponentType().isPrimitive() ? ArrayType.of(type.getComponentType(), ELEMENT) : ARRAY;
        }
        return type.isRecord() ? ofRecord(type) : kinOf(type);
    }

    /** A record that is one of several is written as such: without the field that tells which, nobody could read it. */
    private static WireType ofRecord(Class<?> type) {
        Optional<Class<?>> alternatives = sealedAbove(type);
        if (alternatives.isPresent()) {
            try {
                return WireTypes.of(alternatives.get());
            } catch (IllegalArgumentException neverSentAsSuch) {
                // it is sealed for a reason of its own
            }
        }
        return WireTypes.of(type);
    }

    /** The outermost sealed interface that a type is of. */
    private static Optional<Class<?>> sealedAbove(Class<?> type) {
        for (Class<?> parent : type.getInterfaces()) {
            Optional<Class<?>> outer = sealedAbove(parent);
            if (outer.isPresent()) {
                return outer;
            }
            if (parent.isSealed()) {
                return Optional.of(parent);
            }
        }
        return Optional.empty();
    }

    /** What is recognised by what it implements. */
    private static WireType kinOf(Class<?> type) {
        if (Map.class.isAssignableFrom(type)) {
            return AnyMap.INSTANCE;
        }
        if (Enum.class.isAssignableFrom(type)) {
            return new EnumType(type.isEnum() ? type : type.getSuperclass());
        }
        if (JsonNode.class.isAssignableFrom(type)) {
            return new NodeType();
        }
        if (Path.class.isAssignableFrom(type) || CharSequence.class.isAssignableFrom(type)) {
            return TextTypes.type(text -> text, Object::toString, "string", "a text", () -> Schemas.of("string"));
        }
        if (Iterable.class.isAssignableFrom(type)) {
            return LIST;
        }
        if (ZoneId.class.isAssignableFrom(type)) {
            return ScalarTypes.require(ZoneId.class);
        }
        if (type == AtomicInteger.class || type == AtomicLong.class) {
            return new ScalarType(
                    (node, at, in) -> null, Object::toString, value -> null, false, Schemas::object, null);
        }
        throw new IllegalArgumentException(WireTypes.unknown(type.getName()));
    }

    static WireType of(Object value, JsonWriter out) {
        try {
            return BY_CLASS.get(value.getClass());
        } catch (IllegalArgumentException unknown) {
            throw out.refuse(String.valueOf(unknown.getMessage()));
        }
    }

    @Override
    public void write(Object value, JsonWriter out) {
        of(value, out).write(value, out);
    }

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        return plain(node);
    }

    /**
     * Writes a field of any value, whose path in the text is its name.
     *
     * @param json where to
     * @param name the field's name
     * @param value its value, or {@code null}
     * @return the writer
     */
    public static JsonWriter field(JsonWriter json, String name, @Nullable Object value) {
        json.name(name);
        if (value == null) {
            json.nothing();
            return json;
        }
        return json.value(name, INSTANCE, value);
    }

    /**
     * Returns a JSON value as plain Java.
     *
     * @param node any JSON
     * @return a map, list, text, number or boolean, or {@code null}
     */
    public static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            node.properties().forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
            return values;
        }
        if (node.isArray()) {
            List<@Nullable Object> values = new ArrayList<>(node.size());
            node.forEach(element -> values.add(plain(element)));
            return values;
        }
        if (node.isTextual()) {
            return Scalars.withoutLoneSurrogates(node.textValue());
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? node.numberValue() : (Object) node.doubleValue();
        }
        return null;
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return Schemas.object();
    }
}
