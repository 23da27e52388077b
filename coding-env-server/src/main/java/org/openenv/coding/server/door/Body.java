package org.openenv.coding.server.door;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.spi.DoorRequest;

/** The JSON of requests and answers. */
final class Body {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Body() {}

    /**
     * Reads a body.
     *
     * @throws OpenEnvException with {@code INVALID_JSON} if it is none
     */
    static JsonNode json(DoorRequest request) {
        try {
            return JSON.readTree(request.body());
        } catch (JacksonException e) {
            throw new OpenEnvException(ErrorCode.INVALID_JSON, "The body is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new OpenEnvException(ErrorCode.INVALID_JSON, "The body can't be read: " + e.getMessage(), e);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }
}
