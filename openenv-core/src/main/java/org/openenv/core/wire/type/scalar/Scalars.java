package org.openenv.core.wire.type.scalar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;

/** Texts and truths as pydantic's lax mode takes them. Each method returns {@code null} after adding an error. */
public final class Scalars {

    private static final Set<String> TRUE = Set.of("1", "on", "t", "true", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "off", "f", "false", "n", "no");

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
