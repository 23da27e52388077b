package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts, numbers and truths as pydantic's lax mode takes them. Each method returns {@code null} after adding an error. */
final class Scalars {

    private static final Set<String> TRUE = Set.of("1", "on", "t", "true", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "off", "f", "false", "n", "no");

    /** A longer run of digits is no number anybody means; parsing it would cost quadratic time. */
    private static final int MAX_DIGITS = 400;

    private Scalars() {}

    static @Nullable String text(JsonNode node, List<Object> loc, List<FieldError> errors) {
        if (node.isTextual()) {
            return Json.withoutLoneSurrogates(node.textValue());
        }
        errors.add(FieldError.of("string_type", loc, "Input should be a valid string", node));
        return null;
    }

    static @Nullable String text(JsonNode node, int maxLength, List<Object> loc, List<FieldError> errors) {
        String text = text(node, loc, errors);
        if (text != null && text.codePointCount(0, text.length()) > maxLength) {
            errors.add(new FieldError(
                    "string_too_long",
                    loc,
                    "String should have at most " + maxLength + " characters",
                    node,
                    Map.of("max_length", maxLength)));
            return null;
        }
        return text;
    }

    static @Nullable Long integer(JsonNode node, long min, long max, List<Object> loc, List<FieldError> errors) {
        BigInteger value = wholeNumber(node, loc, errors);
        if (value == null) {
            return null;
        }
        if (value.compareTo(BigInteger.valueOf(min)) < 0) {
            errors.add(new FieldError(
                    "greater_than_equal",
                    loc,
                    "Input should be greater than or equal to " + min,
                    node,
                    Map.of("ge", min)));
            return null;
        }
        if (value.compareTo(BigInteger.valueOf(max)) > 0) {
            errors.add(new FieldError(
                    "less_than_equal", loc, "Input should be less than or equal to " + max, node, Map.of("le", max)));
            return null;
        }
        return value.longValue();
    }

    private static @Nullable BigInteger wholeNumber(JsonNode node, List<Object> loc, List<FieldError> errors) {
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (node.isNumber()) {
            return fromFraction(node, loc, errors);
        }
        if (node.isTextual()) {
            return fromText(node, loc, errors);
        }
        errors.add(FieldError.of("int_type", loc, "Input should be a valid integer", node));
        return null;
    }

    private static @Nullable BigInteger fromFraction(JsonNode node, List<Object> loc, List<FieldError> errors) {
        double value = node.doubleValue();
        if (Double.isFinite(value) && value == Math.rint(value)) {
            return new BigDecimal(value).toBigInteger();
        }
        errors.add(
                Double.isFinite(value)
                        ? FieldError.of(
                                "int_from_float",
                                loc,
                                "Input should be a valid integer, got a number with a fractional part",
                                node)
                        : FieldError.of("finite_number", loc, "Input should be a finite number", node));
        return null;
    }

    private static @Nullable BigInteger fromText(JsonNode node, List<Object> loc, List<FieldError> errors) {
        String text = node.textValue().strip();
        if (text.length() <= MAX_DIGITS && text.matches("[+-]?[0-9]+(\\.0*)?")) {
            return new BigInteger(text.replaceFirst("\\.0*$", ""));
        }
        errors.add(FieldError.of(
                "int_parsing", loc, "Input should be a valid integer, unable to parse string as an integer", node));
        return null;
    }

    static @Nullable Double number(JsonNode node, List<Object> loc, List<FieldError> errors) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? 1.0 : 0.0;
        }
        if (!node.isTextual()) {
            errors.add(FieldError.of("float_type", loc, "Input should be a valid number", node));
            return null;
        }
        String text = node.textValue().strip();
        if (text.length() <= MAX_DIGITS && text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            return Double.valueOf(text);
        }
        errors.add(FieldError.of(
                "float_parsing", loc, "Input should be a valid number, unable to parse string as a number", node));
        return null;
    }

    static @Nullable Boolean truth(JsonNode node, List<Object> loc, List<FieldError> errors) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        String text =
                node.isContainerNode() || node.isNull() ? "" : node.asText().toLowerCase(java.util.Locale.ROOT);
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        errors.add(
                node.isContainerNode() || node.isNull()
                        ? FieldError.of("bool_type", loc, "Input should be a valid boolean", node)
                        : FieldError.of(
                                "bool_parsing",
                                loc,
                                "Input should be a valid boolean, unable to interpret input",
                                node));
        return null;
    }
}
