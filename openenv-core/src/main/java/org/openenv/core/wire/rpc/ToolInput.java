package org.openenv.core.wire.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.record.AnyType;
import org.openenv.core.wire.type.record.WireTypes;

/**
 * The input of a tool, which is a record: its JSON schema, and how the arguments of a call become one. Immutable.
 *
 * @param <I> the record, or a sealed interface of records
 */
public final class ToolInput<I> {

    private static final String DEFINITIONS = "$defs";

    private final Class<I> type;
    private final WireType reader;

    private ToolInput(Class<I> type) {
        this.type = type;
        this.reader = WireTypes.of(type);
    }

    /**
     * Makes the input of a tool.
     *
     * @param type a record, or a sealed interface of records
     * @param <I> the same
     * @return its reader
     * @throws IllegalArgumentException if one of its components can't cross the wire; the message names it
     */
    public static <I> ToolInput<I> of(Class<I> type) {
        return new ToolInput<>(type);
    }

    /**
     * Returns the JSON schema of the input.
     *
     * @return a schema of type {@code object}, the caller's own
     */
    public Map<String, @Nullable Object> schema() {
        Schemas context = new Schemas(true, "#/" + DEFINITIONS + "/");
        ObjectNode schema = reader.schema(context);
        if (!context.definitions().isEmpty()) {
            schema.putObject(DEFINITIONS).setAll(context.definitions());
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("type", "object");
        fields.putAll(fields(AnyType.plain(schema)));
        return fields;
    }

    @SuppressWarnings("unchecked") // what plain makes of an object
    private static Map<String, @Nullable Object> fields(@Nullable Object plain) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(plain);
    }

    /**
     * Reads the arguments of a call.
     *
     * @param arguments what came; no value stands for no arguments
     * @return the input
     * @throws OpenEnvException with {@code VALIDATION_ERROR} and a message that names each field that is wrong
     */
    public I read(JsonValue arguments) {
        Reading in = Reading.strict();
        JsonValue given = arguments.isNothing() ? JsonValue.empty() : arguments;
        Object input = given.isObject() ? reader.read(given.node(), Loc.ROOT, in) : null;
        if (!given.isObject() || in.count() > 0 || input == null) {
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR,
                    "Invalid arguments: " + (given.isObject() ? in.summary() : "they must be an object"));
        }
        return type.cast(input);
    }
}
