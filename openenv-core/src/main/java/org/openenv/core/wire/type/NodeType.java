package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON that was read and is passed on, as the input of an error. */
final class NodeType implements WireType {

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        return node;
    }

    @Override
    public void write(Object value, JsonWriter out) {
        JsonNode node = (JsonNode) value;
        if (node.isBigDecimal()) {
            out.put(node.decimalValue().toString());
        } else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            out.string(node.asText());
        } else {
            AnyType.ELEMENT.write(node.isContainerNode() ? children(node) : AnyType.plain(node), out);
        }
    }

    /** A container's children, each to be written as what it is. */
    private static Object children(JsonNode node) {
        if (node.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            node.forEach(elements::add);
            return elements;
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        node.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        return fields;
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return Schemas.object();
    }
}
