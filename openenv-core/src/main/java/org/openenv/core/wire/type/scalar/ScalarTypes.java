package org.openenv.core.wire.type.scalar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;

/** The scalar types by class: texts, truths and numbers here, what is written as a text of its own in {@link TextTypes}. */
public final class ScalarTypes {

    private static final Map<Class<?>, ScalarType> BY_CLASS = new HashMap<>();

    static {
        BY_CLASS.put(
                String.class, new ScalarType(Scalars::text, String.class::cast, v -> null, true, () -> text(), ""));
        put(boolean.class, Boolean.class, Scalars::truth, v -> null, "boolean", false);
        whole(byte.class, Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue, (byte) 0);
        whole(short.class, Short.class, Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue, (short) 0);
        whole(int.class, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue, 0);
        whole(long.class, Long.class, Long.MIN_VALUE, Long.MAX_VALUE, value -> value, 0L);
        put(double.class, Double.class, Numbers::finite, ScalarTypes::notFinite, "number", 0.0);
        put(float.class, Float.class, ScalarTypes::readFloat, ScalarTypes::notFinite, "number", 0f);
        put(BigInteger.class, BigInteger.class, Numbers::wholeNumber, ScalarTypes::tooLong, "integer", BigInteger.ZERO);
        put(BigDecimal.class, BigDecimal.class, Numbers::decimal, ScalarTypes::tooLong, "number", BigDecimal.ZERO);
        ScalarType character = new ScalarType(
                ScalarTypes::readCharacter,
                Object::toString,
                v -> Character.isSurrogate((char) v) ? "it is half of a surrogate pair" : null,
                true,
                () -> text().put("minLength", 1).put("maxLength", 1),
                null);
        BY_CLASS.put(char.class, character);
        BY_CLASS.put(Character.class, character);
        BY_CLASS.put(
                char[].class,
                new ScalarType(
                        (node, at, in) -> {
                            String value = Scalars.text(node, at, in);
                            return value == null ? null : value.toCharArray();
                        },
                        v -> new String((char[]) v),
                        v -> null,
                        true,
                        ScalarTypes::text,
                        null));
        BY_CLASS.put(
                byte[].class,
                TextTypes.type(
                        text -> Base64.getDecoder().decode(text),
                        v -> Base64.getEncoder().encodeToString((byte[]) v),
                        "base64",
                        "base64 text, such as aGk=",
                        () -> text().put("contentEncoding", "base64")));
        BY_CLASS.putAll(TextTypes.BY_CLASS);
    }

    private ScalarTypes() {}

    /** Returns the type of a class, or {@code null} if it is no scalar. */
    public static @Nullable ScalarType of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    public static ScalarType require(Class<?> type) {
        return Objects.requireNonNull(BY_CLASS.get(type));
    }

    private static ObjectNode text() {
        return Schemas.of("string");
    }

    private static void put(
            Class<?> primitive,
            Class<?> boxed,
            ScalarType.Reader reader,
            Function<Object, @Nullable String> flaws,
            String name,
            Object empty) {
        ScalarType type = new ScalarType(reader, Object::toString, flaws, false, () -> Schemas.of(name), empty);
        BY_CLASS.put(primitive, type);
        BY_CLASS.put(boxed, type);
    }

    private static void whole(
            Class<?> primitive, Class<?> boxed, long min, long max, Function<Long, Object> narrow, Object empty) {
        boolean small = max < Integer.MAX_VALUE;
        ScalarType type = new ScalarType(
                (node, at, in) -> {
                    Long value = Numbers.integer(node, min, max, at, in);
                    return value == null ? null : narrow.apply(value);
                },
                Object::toString,
                v -> null,
                false,
                () -> small ? Schemas.of("integer").put("minimum", min).put("maximum", max) : Schemas.of("integer"),
                empty);
        BY_CLASS.put(primitive, type);
        BY_CLASS.put(boxed, type);
    }

    private static @Nullable Object readFloat(JsonNode node, Loc at, Reading in) {
        Double value = Numbers.finite(node, at, in);
        if (value == null) {
            return null;
        }
        if (in.isStrict() && Float.isInfinite(value.floatValue())) {
            in.add(Numbers.notFinite(node, at));
            return null;
        }
        return value.floatValue();
    }

    private static @Nullable Object readCharacter(JsonNode node, Loc at, Reading in) {
        String text = Scalars.text(node, at, in);
        if (text == null || text.length() == 1) {
            return text == null ? null : text.charAt(0);
        }
        in.add(FieldError.of("string_type", at, "Input should be one character", node));
        return null;
    }

    private static @Nullable String notFinite(Object value) {
        return Double.isFinite(((Number) value).doubleValue()) ? null : "JSON has no " + value;
    }

    private static @Nullable String tooLong(Object value) {
        boolean small = value instanceof BigDecimal decimal
                ? decimal.precision() <= Numbers.MAX_DIGITS - 20
                : ((BigInteger) value).bitLength() <= Numbers.MAX_DIGITS * 3;
        return small ? null : "a number of more than " + Numbers.MAX_DIGITS + " digits is refused by whoever reads it";
    }
}
