package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.WireType;

/** A sealed interface of records: the record's object, with one field more that tells which of them it is. */
final class SealedType implements WireType {

    private final Class<?> type;
    private final String tag;
    private final Map<String, RecordType> byName = new LinkedHashMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    SealedType(Class<?> type, String tag) {
        this.type = type;
        this.tag = tag;
    }

    /** Adds one of its records; returns the one that has that name already, or {@code null}. */
    @Nullable
    RecordType add(String name, Class<?> variant, RecordType record) {
        names.put(variant, name);
        return byName.putIfAbsent(name, record);
    }

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        if (!node.isObject()) {
            in.add(FieldError.of(
                    "model_attributes_type",
                    at,
                    "Input should be a valid dictionary or object to extract fields from",
                    node));
            return null;
        }
        JsonNode name = node.get(tag);
        if (name == null) {
            in.add(new FieldError(
                    "union_tag_not_found",
                    at,
                    "Unable to extract tag using discriminator '" + tag + "'; it is one of " + expected(),
                    node,
                    Map.of("discriminator", "'" + tag + "'")));
            return null;
        }
        RecordType variant = name.isTextual() ? byName.get(name.textValue()) : null;
        if (variant == null) {
            in.add(new FieldError(
                    "union_tag_invalid",
                    at.at(tag),
                    "Input tag found using '" + tag + "' does not match any of the expected tags: " + expected(),
                    name,
                    Map.of("discriminator", "'" + tag + "'", "expected_tags", expected())));
            return null;
        }
        return variant.read(node, tag, at, in);
    }

    private String expected() {
        return byName.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    @Override
    public void write(Object value, JsonWriter out) {
        String name = names.get(value.getClass());
        RecordType variant = name == null ? null : byName.get(name);
        if (name == null || variant == null) {
            throw out.refuse("a " + value.getClass().getName() + " is none of the records of " + type.getName());
        }
        out.begin().name(tag).string(name);
        variant.writeFields(value, out);
        out.end();
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return schemas.enclosed(this, type.getSimpleName(), () -> {
            ObjectNode schema = Schemas.object().put("title", type.getSimpleName());
            ArrayNode variants = schema.putArray("oneOf");
            byName.forEach((name, variant) -> variants.add(tagged(name, variant, schemas)));
            schema.putObject("discriminator").put("propertyName", tag);
            return schema;
        });
    }

    /** A variant's own schema, never a reference, with the field that tells what it is. */
    private ObjectNode tagged(String name, RecordType variant, Schemas schemas) {
        ObjectNode plain = variant.content(schemas);
        ObjectNode properties = Schemas.object();
        properties.putObject(tag).put("type", "string").put("const", name);
        properties.setAll((ObjectNode) plain.get("properties"));
        plain.set("properties", properties);
        ArrayNode required = Schemas.object().putArray("required").add(tag);
        if (plain.get("required") instanceof ArrayNode others) {
            required.addAll(others);
        }
        plain.set("required", required);
        return plain;
    }
}
