package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.WireType;

/** JSON that was read and is passed on, as the input of an error. */
final class NodeType implements WireType {

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        return node;
    }

    @Override
    public void write(Object value, JsonWriter out) {
        out.node((JsonNode) value);
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return Schemas.object();
    }
}
