package org.openenv.core.wire.type.scalar;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;

/** Numbers as pydantic's lax mode takes them. Each method returns {@code null} after adding an error. */
public final class Numbers {

    private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";

    /** A longer run of digits is no number anybody means; parsing it would cost quadratic time. */
    static final int MAX_DIGITS = 1000;

    private Numbers() {}

    /**
     * Reads a whole number.
     *
     * @param node what came
     * @param min the least it may be
     * @param max the most it may be
     * @param at where it stands
     * @param in the reading it is part of
     * @return the number, or {@code null} after adding an error
     */
    public static @Nullable Long integer(JsonNode node, long min, long max, Loc at, Reading in) {
        BigInteger value = wholeNumber(node, at, in);
        if (value == null) {
            return null;
        }
        if (value.compareTo(BigInteger.valueOf(min)) < 0) {
            in.add(new FieldError(
                    "greater_than_equal",
                    at,
                    "Input should be greater than or equal to " + min,
                    node,
                    Map.of("ge", min)));
            return null;
        }
        if (value.compareTo(BigInteger.valueOf(max)) > 0) {
            in.add(new FieldError(
                    "less_than_equal", at, "Input should be less than or equal to " + max, node, Map.of("le", max)));
            return null;
        }
        return value.longValue();
    }

    static @Nullable BigInteger wholeNumber(JsonNode node, Loc at, Reading in) {
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (node.isNumber()) {
            return fromFraction(node, at, in);
        }
        if (node.isTextual()) {
            return fromText(node, at, in);
        }
        in.add(FieldError.of("int_type", at, "Input should be a valid integer", node));
        return null;
    }

    private static @Nullable BigInteger fromFraction(JsonNode node, Loc at, Reading in) {
        double value = node.doubleValue();
        if (Double.isFinite(value) && value == Math.rint(value)) {
            return new BigDecimal(value).toBigInteger();
        }
        in.add(
                Double.isFinite(value)
                        ? FieldError.of(
                                "int_from_float",
                                at,
                                "Input should be a valid integer, got a number with a fractional part",
                                node)
                        : notFinite(node, at));
        return null;
    }

    private static @Nullable BigInteger fromText(JsonNode node, Loc at, Reading in) {
        String text = node.textValue().strip();
        if (text.length() <= MAX_DIGITS && text.matches("[+-]?[0-9]+(\\.0*)?")) {
            return new BigInteger(text.replaceFirst("\\.0*$", ""));
        }
        in.add(FieldError.of(
                "int_parsing", at, "Input should be a valid integer, unable to parse string as an integer", node));
        return null;
    }

    /**
     * Reads a number, one that is finite if the reading is strict.
     *
     * @param node what came
     * @param at where it stands
     * @param in the reading it is part of
     * @return the number, or {@code null} after adding an error
     */
    public static @Nullable Double finite(JsonNode node, Loc at, Reading in) {
        Double value = number(node, at, in);
        if (value != null && in.isStrict() && !Double.isFinite(value)) {
            in.add(notFinite(node, at));
            return null;
        }
        return value;
    }

    static FieldError notFinite(JsonNode node, Loc at) {
        return FieldError.of("finite_number", at, "Input should be a finite number", node);
    }

    /**
     * Reads a number.
     *
     * @param node what came
     * @param at where it stands
     * @param in the reading it is part of
     * @return the number, possibly infinite, or {@code null} after adding an error
     */
    public static @Nullable Double number(JsonNode node, Loc at, Reading in) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? 1.0 : 0.0;
        }
        String text = numeral(node, at, in);
        return text == null ? null : Double.valueOf(text);
    }

    static @Nullable BigDecimal decimal(JsonNode node, Loc at, Reading in) {
        if (node.isNumber()) {
            if (node.isBigDecimal() || node.isIntegralNumber()) {
                return node.decimalValue();
            }
            in.add(notFinite(node, at));
            return null;
        }
        String text = numeral(node, at, in);
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException exponentTooLarge) {
            in.add(notFinite(node, at));
            return null;
        }
    }

    private static @Nullable String numeral(JsonNode node, Loc at, Reading in) {
        if (!node.isTextual()) {
            in.add(FieldError.of("float_type", at, "Input should be a valid number", node));
            return null;
        }
        String text = node.textValue().strip();
        if (text.length() <= MAX_DIGITS && text.matches(NUMBER)) {
            return text;
        }
        in.add(FieldError.of(
                "float_parsing", at, "Input should be a valid number, unable to parse string as a number", node));
        return null;
    }
}
