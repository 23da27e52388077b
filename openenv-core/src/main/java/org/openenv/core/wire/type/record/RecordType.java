package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.WireType;

/** A record: a JSON object with a field for each component. */
final class RecordType implements WireType {

    /** Field of every action that the protocol allows and this project's records leave out. */
    private static final String METADATA = "metadata";

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final boolean takesMetadata;

    /** Set once, before anybody else sees the type: a record's fields may be of the record itself. */
    private List<RecordField> fields = List.of();

    private Map<String, RecordField> byName = Map.of();

    RecordType(Class<?> type, Constructor<?> constructor) {
        this.type = type;
        this.constructor = constructor;
        this.takesMetadata = Action.class.isAssignableFrom(type);
    }

    void setFields(List<RecordField> all) {
        fields = List.copyOf(all);
        byName = new HashMap<>();
        all.forEach(field -> byName.put(field.name(), field));
    }

    String name() {
        return type.getSimpleName();
    }

    @Override
    public @Nullable Object read(JsonNode node, Loc at, Reading in) {
        return read(node, null, at, in);
    }

    /** Reads a record beside whose fields another one stands: the one that tells what it is. */
    @Nullable
    Object read(JsonNode node, @Nullable String tag, Loc at, Reading in) {
        if (!node.isObject()) {
            in.add(FieldError.of(
                    "model_type", at, "Input should be a valid dictionary or instance of " + name(), node));
            return null;
        }
        int before = in.count();
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).read(node, at, in);
        }
        if (in.isStrict() && node.size() > 0) {
            refuseUnknown(node, tag, at, in);
        }
        return in.count() > before ? null : make(values, node, at, in);
    }

    private void refuseUnknown(JsonNode node, @Nullable String tag, Loc at, Reading in) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (byName.containsKey(name) || name.equals(tag)) {
                continue;
            }
            if (!takesMetadata || !name.equals(METADATA)) {
                in.add(FieldError.extra(at.at(name), entry.getValue()));
            } else if (!entry.getValue().isObject()) {
                in.add(FieldError.notADictionary(at.at(name), entry.getValue()));
            }
        }
    }

    private @Nullable Object make(@Nullable Object[] values, JsonNode node, Loc at, Reading in) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getTargetException() instanceof Error error) {
                throw error;
            }
            String why = reason(refused.getTargetException());
            in.add(new FieldError("value_error", blamed(why, at), "Value error, " + why, node, Map.of("error", why)));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't make a " + type.getName(), e);
        }
    }

    private String reason(Throwable refusal) {
        String message = refusal.getMessage();
        return message == null || message.isBlank()
                ? name() + " does not take these values (" + refusal.getClass().getSimpleName() + ")"
                : message;
    }

    /** The component that a refusal begins with the name of, in Java's spelling or the wire's; or the whole record. */
    private Loc blamed(String why, Loc at) {
        String word = why.split("[^A-Za-z0-9_]", 2)[0];
        return fields.stream()
                .filter(field -> field.name().equals(word) || field.component().equals(word))
                .findFirst()
                .map(field -> at.at(field.name()))
                .orElse(at);
    }

    @Override
    public void write(Object value, JsonWriter out) {
        out.begin();
        writeFields(value, out);
        out.end();
    }

    void writeFields(Object value, JsonWriter out) {
        for (RecordField field : fields) {
            if (takesMetadata && field.isUnset(value)) { // an older server refuses fields that it does not know
                continue;
            }
            out.name(field.name());
            out.enter(field.name(), value);
            field.write(value, out);
            out.leave();
        }
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return schemas.enclosed(this, name(), () -> content(schemas));
    }

    ObjectNode content(Schemas schemas) {
        ObjectNode schema = Schemas.of("object").put("title", name());
        ObjectNode properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.name(), field.schema(schemas)));
        if (schemas.strict()) {
            schema.put("additionalProperties", false);
            List<String> required = fields.stream()
                    .filter(RecordField::required)
                    .map(RecordField::name)
                    .sorted()
                    .toList();
            if (!required.isEmpty()) {
                ArrayNode names = schema.putArray("required");
                required.forEach(names::add);
            }
        }
        return schema;
    }
}
