package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.KeyType;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.WireType;

/** A map of anything by anything that is one text. */
final class AnyMap implements WireType {

    static final AnyMap INSTANCE = new AnyMap();

    private AnyMap() {}

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        return AnyType.plain(node);
    }

    @Override
    public void write(Object value, JsonWriter out) {
        Map<?, ?> map = (Map<?, ?>) value;
        Set<String> names = areTexts(map) ? Set.of() : new HashSet<>();
        out.begin();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = name(entry.getKey(), out);
            if (names instanceof HashSet && !names.add(name)) {
                throw out.refuse("two of its keys are written as '" + name + "'");
            }
            out.name(name);
            out.enter(name, map);
            AnyType.ELEMENT.write(entry.getValue(), out);
            out.leave();
        }
        out.end();
    }

    /** Whether no two keys can be written alike. */
    private static boolean areTexts(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private static String name(@Nullable Object key, JsonWriter out) {
        if (key instanceof String text) {
            return text;
        }
        if (key == null) {
            throw out.refuse("it has a null key");
        }
        if (AnyType.of(key, out) instanceof KeyType type) {
            String flaw = type.flaw(key);
            if (flaw == null) {
                return type.text(key);
            }
            throw out.refuse("one of its keys can't be written: " + flaw);
        }
        throw out.refuse(
                "its keys must each be one text, and a " + key.getClass().getName() + " is not");
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return Schemas.of("object");
    }
}
