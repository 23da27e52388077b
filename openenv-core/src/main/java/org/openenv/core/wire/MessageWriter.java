package org.openenv.core.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.StepResult;

/** Writes envelopes field by field, the records inside them through the mapper. */
final class MessageWriter {

    /** What is written inside an envelope. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private MessageWriter() {}

    /** Returns the text of an object with the given content. */
    static String object(Content content) {
        BufferRecycler recycler = JsonRecyclerPools.defaultPool().acquireAndLinkPooled();
        try (SegmentedStringWriter text = new SegmentedStringWriter(recycler)) {
            try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
                json.writeStartObject();
                content.writeTo(json);
                json.writeEndObject();
            }
            return Json.withoutLoneSurrogates(text.getAndClear());
        } catch (IOException e) {
            throw new UncheckedIOException("can't write JSON: " + e.getMessage(), e);
        } finally {
            recycler.releaseToPool();
        }
    }

    /** Returns a message of a type with data, and the id of the request it answers. */
    static String message(String type, @Nullable String requestId, Content data) {
        return object(json -> {
            json.writeStringField("type", type);
            json.writeObjectFieldStart("data");
            data.writeTo(json);
            json.writeEndObject();
            requestId(json, requestId);
        });
    }

    static void requestId(JsonGenerator json, @Nullable String requestId) throws IOException {
        if (requestId != null) {
            json.writeStringField(RequestFields.REQUEST_ID, requestId);
        }
    }

    /** Writes the fields of a result: observation, reward, done, and metadata unless it is empty. */
    static void result(JsonGenerator json, StepResult<?> result) throws IOException {
        json.writePOJOField("observation", result.observation());
        if (result.reward() == null) {
            json.writeNullField("reward");
        } else {
            json.writeNumberField("reward", result.reward());
        }
        json.writeBooleanField("done", result.done());
        if (!result.metadata().isEmpty()) {
            json.writePOJOField("metadata", result.metadata());
        }
    }

    /** Writes each entry of a map as a field. */
    static void fields(JsonGenerator json, Map<String, ?> fields) throws IOException {
        for (Map.Entry<String, ?> field : fields.entrySet()) {
            json.writePOJOField(field.getKey(), field.getValue());
        }
    }
}
