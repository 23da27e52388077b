package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The making of one JSON schema: whether its fields are required, and the definitions of types that contain themselves,
 * which can't stand where they are used.
 */
public final class Schemas {

    private final boolean strict;
    private final String refPrefix;
    private final Deque<WireType> open = new ArrayDeque<>();
    private final Set<WireType> recursive = new HashSet<>();
    private final Map<WireType, String> names = new LinkedHashMap<>();
    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

    /**
     * Begins a schema.
     *
     * @param strict whether fields are required and others forbidden, as in an action
     * @param refPrefix where definitions will stand, such as {@code #/$defs/}
     */
    public Schemas(boolean strict, String refPrefix) {
        this.strict = strict;
        this.refPrefix = refPrefix;
    }

    public boolean strict() {
        return strict;
    }

    /**
     * Returns an empty schema, to be filled.
     *
     * @return an object that nobody shares
     */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ObjectNode of(String type) {
        return object().put("type", type);
    }

    /** Returns what a type's schema is, or a reference to it where it would contain itself. */
    public ObjectNode enclosed(WireType type, String name, Supplier<ObjectNode> content) {
        if (open.contains(type)) {
            recursive.add(type);
            return reference(type, name);
        }
        open.push(type);
        ObjectNode schema = content.get();
        open.pop();
        if (!recursive.contains(type)) {
            return schema;
        }
        definitions.put(nameOf(type, name), schema);
        return open.isEmpty() ? schema.deepCopy() : reference(type, name);
    }

    private ObjectNode reference(WireType type, String name) {
        return object().put("$ref", refPrefix + nameOf(type, name));
    }

    private String nameOf(WireType type, String wanted) {
        return names.computeIfAbsent(type, unnamed -> {
            String name = wanted;
            for (int i = 2; names.containsValue(name); i++) {
                name = wanted + i;
            }
            return name;
        });
    }

    /**
     * Returns the definitions that the schema refers to.
     *
     * @return schemas by name, possibly empty
     */
    public Map<String, ObjectNode> definitions() {
        return definitions;
    }
}
