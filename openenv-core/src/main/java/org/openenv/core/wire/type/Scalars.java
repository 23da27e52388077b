package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts, numbers and truths as pydantic's lax mode takes them. Each method returns {@code null} after adding an error. */
public final class Scalars {

    private static final Set<String> TRUE = Set.of("1", "on", "t", "true", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "off", "f", "false", "n", "no");
    private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";

    /** A longer run of digits is no number anybody means; parsing it would cost quadratic time. */
    static final int MAX_DIGITS = 1000;

    private Scalars() {}

    static @Nullable String text(JsonNode node, Loc at, Reading in) {
        if (node.isTextual()) {
            return withoutLoneSurrogates(node.textValue());
        }
        in.add(FieldError.of("string_type", at, "Input should be a valid string", node));
        return null;
    }

    /**
     * Reads a text of limited length.
     *
     * @param node what came
     * @param maxLength the most characters it may have
     * @param at where it stands
     * @param in the reading it is part of
     * @return the text, or {@code null} after adding an error
     */
    public static @Nullable String text(JsonNode node, int maxLength, Loc at, Reading in) {
        String text = text(node, at, in);
        if (text != null && text.codePointCount(0, text.length()) > maxLength) {
            in.add(new FieldError(
                    "string_too_long",
                    at,
                    "String should have at most " + maxLength + " characters",
                    node,
                    Map.of("max_length", maxLength)));
            return null;
        }
        return text;
    }

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

    static @Nullable Boolean truth(JsonNode node, Loc at, Reading in) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        boolean none = node.isContainerNode() || node.isNull();
        String text = none ? "" : node.asText().toLowerCase(Locale.ROOT);
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        in.add(
                none
                        ? FieldError.of("bool_type", at, "Input should be a valid boolean", node)
                        : FieldError.of(
                                "bool_parsing",
                                at,
                                "Input should be a valid boolean, unable to interpret input",
                                node));
        return null;
    }

    /**
     * Replaces halves of surrogate pairs, which UTF-8 can't carry, by U+FFFD.
     *
     * @param text any text
     * @return the text itself if it has none
     */
    public static String withoutLoneSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLone(text, i)) {
                return replaceLoneSurrogates(text);
            }
            if (Character.isHighSurrogate(text.charAt(i))) {
                i++;
            }
        }
        return text;
    }

    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c);
    }

    private static String replaceLoneSurrogates(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
