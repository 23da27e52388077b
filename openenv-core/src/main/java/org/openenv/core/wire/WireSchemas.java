package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openenv.core.EnvironmentTypes;

/**
 * The JSON schemas of an environment's records, in the shape the reference server gives them: titles, required fields,
 * defaults, and the fields that every action and observation has.
 */
public final class WireSchemas {

    private static final String PROPERTIES = "properties";

    private WireSchemas() {}

    /**
     * Returns the schemas of an environment.
     *
     * @param types the environment's records
     * @return an object with {@code action}, {@code observation} and {@code state}, as JSON text
     */
    public static String of(EnvironmentTypes<?, ?, ?> types) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.set("action", action(types.action()));
        all.set("observation", observation(types.observation()));
        all.set("state", state(types.state()));
        return all.toString();
    }

    static ObjectNode action(Class<?> type) {
        ObjectNode schema = record(type, true);
        schema.put("additionalProperties", false);
        schema.withObject(PROPERTIES).set(RecordReader.METADATA, metadata());
        return schema;
    }

    static ObjectNode observation(Class<?> type) {
        ObjectNode schema = record(type, false);
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.withObject(PROPERTIES);
        properties.putObject("done").put("type", "boolean").put("default", false);
        ObjectNode reward = properties.putObject("reward");
        reward.putArray("type").add("boolean").add("integer").add("number").add("null");
        reward.putNull("default");
        properties.set(RecordReader.METADATA, metadata());
        return schema;
    }

    static ObjectNode state(Class<?> type) {
        ObjectNode schema = record(type, false);
        schema.put("additionalProperties", true);
        JsonNode steps = schema.withObject(PROPERTIES).get("step_count");
        if (steps instanceof ObjectNode count) {
            count.put("minimum", 0);
        }
        return schema;
    }

    private static ObjectNode metadata() {
        return Json.MAPPER.createObjectNode().put("type", "object").put("additionalProperties", true);
    }

    /** A record's schema; one whose fields are not required gets their empty values as defaults. */
    private static ObjectNode record(Class<?> type, boolean required) {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        config.with(Option.INLINE_ALL_SCHEMAS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral()
                .withTitleResolver(scope -> scope.getType().getErasedType().isRecord()
                        ? scope.getType().getErasedType().getSimpleName()
                        : null);
        config.forFields()
                .withPropertyNameOverrideResolver(field -> SnakeCaseStrategy.INSTANCE.translate(field.getName()))
                .withNullableCheck(WireSchemas::isNullable)
                .withRequiredCheck(field -> required && !isNullable(field))
                .withDefaultResolver(field -> required || isNullable(field)
                        ? null
                        : Values.empty(component(field).getGenericType()));
        return new SchemaGenerator(config.build()).generateSchema(type);
    }

    private static boolean isNullable(FieldScope field) {
        return component(field).getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static RecordComponent component(FieldScope field) {
        return Arrays.stream(field.getDeclaringType().getErasedType().getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .findFirst()
                .orElseThrow();
    }
}
