package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.openenv.core.ErrorCode;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.WireType;

/** Reads JSON texts into trees, with every digit of their numbers. */
public final class JsonTree {

    /** Reads what Python's {@code json.loads} reads. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private JsonTree() {}

    /**
     * Reads one JSON text.
     *
     * @param text the text
     * @return its value; a missing node for an empty text
     * @throws JsonProcessingException if it is none
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        try {
            return MAPPER.readTree(text);
        } catch (NumberFormatException e) { // an exponent that no decimal has
            throw new JsonParseException(null, "A number is out of range", e);
        }
    }

    /** Returns a value as it is written. */
    static JsonNode of(WireType type, Object value) {
        JsonWriter out = new JsonWriter(ErrorCode.VALIDATION_ERROR);
        type.write(value, out);
        try {
            return parse(out.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written is not JSON: " + out, e);
        }
    }
}
