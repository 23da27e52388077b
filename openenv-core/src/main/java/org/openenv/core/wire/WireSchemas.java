package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.record.WireTypes;

/**
 * The JSON schemas of an environment's records, in the shape the reference server gives them: titles, required fields,
 * defaults, and the fields that every action and observation has.
 */
public final class WireSchemas {

    private static final String PROPERTIES = "properties";
    private static final String METADATA = "metadata";
    private static final String DEFINITIONS = "$defs";

    private WireSchemas() {}

    /**
     * Returns the schemas of an environment.
     *
     * @param types the environment's records
     * @return an object with {@code action}, {@code observation} and {@code state}, as JSON text
     */
    public static String of(EnvironmentTypes<?, ?, ?> types) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("action", action(types.action()));
        all.set("observation", observation(types.observation()));
        all.set("state", state(types.state()));
        return all.toString();
    }

    /** The schema of a record with nothing but its own fields. */
    static ObjectNode plain(Class<?> type) {
        return standalone(type, true, schema -> {});
    }

    static ObjectNode action(Class<?> type) {
        return standalone(type, true, WireSchemas::completeAction);
    }

    static ObjectNode observation(Class<?> type) {
        return standalone(type, false, WireSchemas::completeObservation);
    }

    static ObjectNode state(Class<?> type) {
        return standalone(type, false, WireSchemas::completeState);
    }

    /** Adds the schemas of an environment's records to those of a whole description. */
    static void addTo(ObjectNode schemas, EnvironmentTypes<?, ?, ?> types, String refPrefix) {
        add(schemas, "Action", types.action(), new Schemas(true, refPrefix + "Action"), WireSchemas::completeAction);
        add(
                schemas,
                "Observation",
                types.observation(),
                new Schemas(false, refPrefix + "Observation"),
                WireSchemas::completeObservation);
        add(schemas, "State", types.state(), new Schemas(false, refPrefix + "State"), WireSchemas::completeState);
    }

    private static void add(
            ObjectNode all, String name, Class<?> type, Schemas context, Consumer<ObjectNode> completion) {
        all.set(name, schema(type, context, completion));
        context.definitions().forEach((inner, schema) -> all.set(name + inner, schema));
    }

    private static ObjectNode standalone(Class<?> type, boolean strict, Consumer<ObjectNode> completion) {
        Schemas context = new Schemas(strict, "#/" + DEFINITIONS + "/");
        ObjectNode schema = schema(type, context, completion);
        Map<String, ObjectNode> definitions = context.definitions();
        if (!definitions.isEmpty()) {
            schema.putObject(DEFINITIONS).setAll(definitions);
        }
        return schema;
    }

    /** A record's schema with what the protocol adds to it; of a sealed interface, to each of its records. */
    private static ObjectNode schema(Class<?> type, Schemas context, Consumer<ObjectNode> completion) {
        ObjectNode schema = WireTypes.of(type).schema(context);
        if (schema.has("oneOf")) {
            schema.get("oneOf").forEach(variant -> completion.accept((ObjectNode) variant));
        } else {
            completion.accept(schema);
        }
        return schema;
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.get(PROPERTIES);
    }

    private static void completeAction(ObjectNode schema) {
        schema.put("additionalProperties", false);
        properties(schema).set(METADATA, metadata());
    }

    private static void completeObservation(ObjectNode schema) {
        schema.put("additionalProperties", false);
        ObjectNode properties = properties(schema);
        properties.putObject("done").put("type", "boolean").put("default", false);
        ObjectNode reward = properties.putObject("reward");
        reward.putArray("type").add("boolean").add("integer").add("number").add("null");
        reward.putNull("default");
        properties.set(METADATA, metadata());
    }

    private static void completeState(ObjectNode schema) {
        schema.put("additionalProperties", true);
        JsonNode steps = properties(schema).get("step_count");
        if (steps instanceof ObjectNode count) {
            count.put("minimum", 0);
        }
    }

    private static ObjectNode metadata() {
        return Schemas.object().put("type", "object").put("additionalProperties", true);
    }
}
