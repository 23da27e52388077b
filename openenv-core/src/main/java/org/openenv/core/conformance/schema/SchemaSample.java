package org.openenv.core.conformance.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value that a JSON schema takes: the smallest it finds, the first that comes to mind in each place. References are
 * followed within the schema; alternatives are tried in their order. For one thread.
 */
public final class SchemaSample {

    private static final int DEEPEST = 24;
    private static final int MOST_VALUES = 20_000;
    private static final int MOST_ITEMS = 1_000;

    private final SchemaReferences references;
    private int values;

    private SchemaSample(Object root) {
        this.references = new SchemaReferences(root);
    }

    /** No value could be made. */
    public static final class NoSampleException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /**
         * Makes an exception.
         *
         * @param why what could not be met
         */
        public NoSampleException(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Returns a value for a schema.
     *
     * @param schema a JSON schema as maps and lists, which may contain anything
     * @return a value of JSON
     * @throws NoSampleException if none was found; the message says why
     */
    public static @Nullable Object of(Object schema) {
        NoSampleException why = new NoSampleException("the schema is too deep");
        // the shallowest first: of a type that contains itself, the alternative that does not
        for (int depth = 1; depth <= DEEPEST; depth++) {
            try {
                return new SchemaSample(schema).value(schema, depth);
            } catch (NoSampleException notSoShallow) {
                why = notSoShallow;
            }
        }
        throw why;
    }

    private @Nullable Object value(@Nullable Object any, int depth) {
        if (++values > MOST_VALUES) {
            throw new NoSampleException("the schema asks for more than " + MOST_VALUES + " values");
        }
        Map<String, Object> schema = references.resolve(any);
        for (String offer : List.of("const", "default")) {
            if (schema.get(offer) != null) {
                return schema.get(offer);
            }
        }
        for (String offers : List.of("enum", "examples")) {
            if (schema.get(offers) instanceof List<?> list && !list.isEmpty()) {
                return list.stream().filter(Objects::nonNull).findFirst().orElse(null);
            }
        }
        List<?> alternatives = alternatives(schema);
        return alternatives.isEmpty() ? ofType(schema, depth) : firstOf(alternatives, schema, depth);
    }

    private static List<?> alternatives(Map<String, Object> schema) {
        for (String several : List.of("oneOf", "anyOf")) {
            if (schema.get(several) instanceof List<?> list && !list.isEmpty()) {
                return list;
            }
        }
        return List.of();
    }

    private @Nullable Object firstOf(List<?> alternatives, Map<String, Object> schema, int depth) {
        NoSampleException why = new NoSampleException("no alternative can be met");
        boolean nullable = false;
        for (Object alternative : alternatives) {
            Map<String, Object> chosen = references.merge(schema, alternative);
            if ("null".equals(chosen.get("type"))) {
                nullable = true;
                continue;
            }
            try {
                return tagged(value(chosen, depth), chosen, schema, alternative);
            } catch (NoSampleException next) {
                why = next;
            }
        }
        if (nullable) {
            return null;
        }
        throw why;
    }

    /** Adds the field that tells alternatives apart, which may have a default and yet be asked for. */
    private static @Nullable Object tagged(
            @Nullable Object value, Map<String, Object> chosen, Map<String, Object> schema, Object alternative) {
        if (!(schema.get("discriminator") instanceof Map<?, ?> discriminator)
                || !(discriminator.get("propertyName") instanceof String name)
                || !(value instanceof Map<?, ?> fields)
                || fields.containsKey(name)) {
            return value;
        }
        Map<Object, Object> tagged = new LinkedHashMap<>();
        Object tag = SchemaReferences.tag(chosen, name, discriminator, alternative);
        if (tag != null) {
            tagged.put(name, tag);
        }
        tagged.putAll(fields);
        return tagged;
    }

    private @Nullable Object ofType(Map<String, Object> schema, int depth) {
        return switch (SchemaReferences.type(schema)) {
            case "integer" -> PlainSample.number(schema, true);
            case "number" -> PlainSample.number(schema, false);
            case "boolean" -> true;
            case "null" -> null;
            case "array" -> array(schema, depth);
            case "object" -> object(schema, depth);
            default -> PlainSample.text(schema);
        };
    }

    private Map<String, Object> object(Map<String, Object> schema, int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        if (schema.get("required") instanceof List<?> required) {
            for (Object name : required) {
                Object property = properties.get(name);
                fields.put(
                        String.valueOf(name),
                        value(property == null ? schema.get("additionalProperties") : property, deeper(depth)));
            }
        }
        return fields;
    }

    private List<Object> array(Map<String, Object> schema, int depth) {
        List<?> first = schema.get("prefixItems") instanceof List<?> list ? list : List.of();
        int least = schema.get("minItems") instanceof Number number ? number.intValue() : 0;
        int size = Math.max(least, first.size());
        if (size > MOST_ITEMS) {
            throw new NoSampleException("the schema asks for " + size + " items");
        }
        boolean unique = Boolean.TRUE.equals(schema.get("uniqueItems"));
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object item = i < first.size() ? first.get(i) : schema.get("items");
            Object value = unique
                    ? PlainSample.other(value(item, deeper(depth)), references.resolve(item), items)
                    : value(item, deeper(depth));
            items.add(value);
        }
        return items;
    }

    private static int deeper(int depth) {
        if (depth <= 0) {
            throw new NoSampleException("the schema contains itself without an end, or is too deep");
        }
        return depth - 1;
    }
}
