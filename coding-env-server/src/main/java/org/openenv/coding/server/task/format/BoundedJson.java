package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads JSON that may be large, but not without end: neither deep nor of more values than there is memory for. */
final class BoundedJson {

    private static final int DEEPEST = 250;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Bounds.LINE)
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BoundedJson() {}

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is no JSON, or too much of it
     */
    static JsonNode read(byte[] text) {
        return read(text, Bounds.VALUES);
    }

    static JsonNode read(byte[] text, int most) {
        try {
            return read(MAPPER.createParser(text), most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a text that stands in a field of another. */
    static JsonNode read(String text, String field) {
        try {
            return read(MAPPER.createParser(text), Bounds.VALUES);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + " " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(JsonParser parser, int most) throws IOException {
        try (JsonParser counting = new Counting(parser, most)) {
            JsonNode read = MAPPER.readTree(counting);
            if (read == null || read.isMissingNode()) {
                throw new IllegalArgumentException("is empty");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Ends a text of too many values. */
    private static final class Counting extends JsonParserDelegate {

        private final int most;
        private int values;

        Counting(JsonParser parser, int most) {
            super(parser);
            this.most = most;
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            count();
            return super.nextToken();
        }

        @Override
        public @Nullable JsonToken nextValue() throws IOException {
            count();
            return super.nextValue();
        }

        @Override
        public @Nullable String nextFieldName() throws IOException {
            count();
            return super.nextFieldName();
        }

        private void count() {
            if (++values > most) {
                throw new IllegalArgumentException("has more than " + most + " values");
            }
        }
    }
}
