package org.openenv.core.wire;

import java.util.Map;
import java.util.Objects;
import org.openenv.core.OpenEnvException;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.record.AnyType;
import org.openenv.core.wire.type.record.WireTypes;

/**
 * Records that are read from plain data, and described by a schema, as those of the wire are. Immutable and safe for use by several
 * threads.
 *
 * @param <T> the record's class
 */
public final class PlainRecords<T> {

    private final Class<T> type;
    private final WireType reader;

    /**
     * Makes it.
     *
     * @param type a record's class
     * @throws IllegalArgumentException if one of its components can't cross the wire; the message names it
     */
    public PlainRecords(Class<T> type) {
        this.type = type;
        this.reader = WireTypes.of(type);
    }

    /**
     * Returns the JSON schema of such a record.
     *
     * @return maps, lists, texts, numbers, truths
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> schema() {
        return (Map<String, Object>) Objects.requireNonNull(AnyType.plain(WireSchemas.plain(type)));
    }

    /**
     * Reads a record.
     *
     * @param fields its components by name, in snake case
     * @return the record
     * @throws OpenEnvException with {@code VALIDATION_ERROR} if it is none
     */
    public T read(Map<String, Object> fields) {
        Reading reading = Reading.strict();
        Object made;
        try {
            made = reader.read(Json.read(WireCodec.writeValue(fields)), Loc.ROOT, reading);
        } catch (JsonSyntaxException never) {
            throw new IllegalStateException(never);
        }
        reading.throwIfAny();
        return type.cast(Objects.requireNonNull(made));
    }
}
