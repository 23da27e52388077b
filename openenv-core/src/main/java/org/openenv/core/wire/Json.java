package org.openenv.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The one mapper of the wire, and the reading and writing of JSON texts as Python's {@code json} module does it. */
final class Json {

    /** Writes records in snake case, compactly, as UTF-8 text; reads what Python's {@code json.loads} reads. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private Json() {}

    /**
     * Reads one JSON text.
     *
     * @throws JsonSyntaxException if it is none, with the words and the place of Python's {@code JSONDecodeError}
     */
    static JsonNode read(String text) throws JsonSyntaxException {
        if (text.startsWith("\ufeff")) {
            throw new JsonSyntaxException("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0, text);
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node instanceof MissingNode) {
                throw JsonSyntax.explain(text, "Expecting value");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw JsonSyntax.explain(text, e.getOriginalMessage());
        }
    }

    /** Replaces halves of surrogate pairs, which UTF-8 can't carry, by U+FFFD. */
    static String withoutLoneSurrogates(String text) {
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
