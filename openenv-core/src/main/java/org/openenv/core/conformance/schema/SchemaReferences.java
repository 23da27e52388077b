package org.openenv.core.conformance.schema;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.schema.SchemaSample.NoSampleException;

/** Reads a JSON schema: follows its references, and puts together what stands in several places. */
public final class SchemaReferences {

    private static final int LONGEST_CHAIN = 32;

    private final Object root;

    /**
     * Makes a reader.
     *
     * @param root the schema that references are within
     */
    public SchemaReferences(Object root) {
        this.root = root;
    }

    /**
     * Returns a schema with what its {@code $ref} and {@code allOf} refer to.
     *
     * @param schema a part of the root
     * @return the schema, put together
     * @throws NoSampleException if it refers to nothing
     */
    public Map<String, Object> resolve(@Nullable Object schema) {
        return resolve(schema, 0);
    }

    private Map<String, Object> resolve(@Nullable Object any, int chain) {
        if (chain > LONGEST_CHAIN) {
            throw new NoSampleException("the schema's references go round in a circle");
        }
        if (!(any instanceof Map<?, ?> found)) {
            return Map.of();
        }
        Map<String, Object> schema = Expect.object("a schema", found);
        if (schema.get("$ref") instanceof String reference) {
            return together(resolve(at(reference), chain + 1), without(schema, "$ref"));
        }
        if (schema.get("allOf") instanceof List<?> parts) {
            Map<String, Object> all = without(schema, "allOf");
            for (Object part : parts) {
                all = together(resolve(part, chain + 1), all);
            }
            return all;
        }
        return schema;
    }

    /**
     * Returns whether a schema, or one of its alternatives, says that no other fields may be there.
     *
     * @param root the schema
     * @return {@code true} if it does
     */
    public static boolean forbidsUnknownFields(Map<String, Object> root) {
        var references = new SchemaReferences(root);
        Map<String, Object> schema = references.resolve(root);
        List<Object> all = new ArrayList<>(List.of(schema));
        for (String several : List.of("oneOf", "anyOf")) {
            all.addAll(schema.get(several) instanceof List<?> list ? list : List.of());
        }
        return all.stream()
                .map(references::resolve)
                .anyMatch(each -> Boolean.FALSE.equals(each.get("additionalProperties")));
    }

    /** Returns one alternative of a schema, with what the schema says besides. */
    Map<String, Object> merge(Map<String, Object> schema, @Nullable Object alternative) {
        return together(resolve(alternative), without(without(schema, "oneOf"), "anyOf"));
    }

    private static Map<String, Object> without(Map<String, Object> schema, String key) {
        Map<String, Object> rest = new LinkedHashMap<>(schema);
        rest.remove(key);
        return rest;
    }

    private static Map<String, Object> together(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> both = new LinkedHashMap<>(one);
        other.forEach((key, value) -> both.merge(key, value, (a, b) -> switch (key) {
            case "required" -> union(a, b);
            case "properties" ->
                a instanceof Map<?, ?> && b instanceof Map<?, ?>
                        ? together(Expect.object(key, a), Expect.object(key, b))
                        : b;
            default -> b;
        }));
        return both;
    }

    private static List<Object> union(Object one, Object other) {
        Set<Object> all = new LinkedHashSet<>();
        List.of(one, other).forEach(part -> all.addAll(part instanceof List<?> list ? list : List.of()));
        return new ArrayList<>(all);
    }

    /** Returns what a JSON pointer within the schema points at. */
    private @Nullable Object at(String reference) {
        if (!reference.startsWith("#")) {
            throw new NoSampleException("the schema refers to " + Expect.shorten(reference) + ", outside itself");
        }
        Object found = root;
        String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        for (String part :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            Object next = null;
            if (found instanceof Map<?, ?> map) {
                next = map.get(name);
            } else if (found instanceof List<?> list
                    && name.matches("\\d{1,6}")
                    && Integer.parseInt(name) < list.size()) {
                next = list.get(Integer.parseInt(name));
            }
            if (next == null) {
                throw new NoSampleException("the schema has nothing at " + Expect.shorten(reference));
            }
            found = next;
        }
        return found;
    }

    /** Returns the type that a value should have; a schema without one may tell it by its other words. */
    static String type(Map<String, Object> schema) {
        Object type = schema.get("type");
        if (type instanceof List<?> several) {
            return several.stream()
                    .map(String::valueOf)
                    .filter(name -> !name.equals("null"))
                    .findFirst()
                    .orElse("null");
        }
        if (type != null) {
            return type.toString();
        }
        if (schema.containsKey("properties") || schema.containsKey("required")) {
            return "object";
        }
        if (schema.containsKey("items") || schema.containsKey("prefixItems")) {
            return "array";
        }
        return schema.containsKey("minimum") || schema.containsKey("maximum") ? "number" : "string";
    }

    /** Returns what the field that tells alternatives apart says of the one that was chosen. */
    static @Nullable Object tag(Map<String, Object> chosen, String name, Map<?, ?> discriminator, Object alternative) {
        if (chosen.get("properties") instanceof Map<?, ?> properties
                && properties.get(name) instanceof Map<?, ?> property) {
            Object only = property.get("const") != null ? property.get("const") : property.get("default");
            if (only == null && property.get("enum") instanceof List<?> list && !list.isEmpty()) {
                only = list.get(0);
            }
            if (only != null) {
                return only;
            }
        }
        if (discriminator.get("mapping") instanceof Map<?, ?> mapping && alternative instanceof Map<?, ?> one) {
            for (Map.Entry<?, ?> entry : mapping.entrySet()) {
                if (String.valueOf(entry.getValue()).equals(one.get("$ref"))) {
                    return entry.getKey();
                }
            }
        }
        return null;
    }
}
