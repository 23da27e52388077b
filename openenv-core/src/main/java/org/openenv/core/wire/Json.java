package org.openenv.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.openenv.core.wire.type.record.JsonTree;

/** The reading of JSON texts as Python's {@code json} module does it. */
final class Json {

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
            JsonNode node = JsonTree.parse(text);
            if (node instanceof MissingNode) {
                throw JsonSyntax.explain(text, "Expecting value");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw JsonSyntax.explain(text, e.getOriginalMessage());
        }
    }
}
