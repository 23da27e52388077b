package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.scalar.Numbers;
import org.openenv.core.wire.type.scalar.Scalars;

/**
 * What a request about tasks asks for, as its body says it.
 *
 * @param split the part of the tasks
 * @param index the place of one of them; {@code null} where none was asked for
 * @param start where a range begins, {@code null} for the beginning
 * @param stop the place behind its last task, {@code null} for the end
 */
public record TaskRequest(
        String split,
        @Nullable Long index,
        @Nullable Long start,
        @Nullable Long stop) {

    private static final Loc BODY = Loc.of("body");
    private static final String SPLIT = "split";
    private static final String INDEX = "index";
    private static final String START = "start";
    private static final String STOP = "stop";

    /** What a request is about, which is what its body may have. */
    public enum Subject {
        /** A whole split. */
        SPLIT,
        /** One task. */
        TASK,
        /** Tasks one after another. */
        RANGE;

        private Set<String> fields() {
            return switch (this) {
                case SPLIT -> Set.of(TaskRequest.SPLIT);
                case TASK -> Set.of(TaskRequest.SPLIT, INDEX);
                case RANGE -> Set.of(TaskRequest.SPLIT, START, STOP);
            };
        }
    }

    /**
     * Reads a body.
     *
     * @param subject what the request is about
     * @param body the body, possibly empty
     * @param contentType the {@code Content-Type} header, or {@code null}
     * @return what the client asks
     * @throws org.openenv.core.OpenEnvException with {@code VALIDATION_ERROR}; its details' {@code errors} are the 422
     *     body's {@code detail}
     */
    public static TaskRequest read(Subject subject, byte[] body, @Nullable String contentType) {
        JsonNode fields = HttpRequests.json(body, contentType);
        Reading in = Reading.strict();
        if (fields.isNull() || fields.isMissingNode()) {
            in.add(FieldError.missing(BODY, NullNode.getInstance()));
            throw in.exception();
        }
        HttpRequests.requireObject(fields);
        JsonNode split = required(fields, SPLIT, in);
        String name = split == null ? null : Scalars.text(split, Integer.MAX_VALUE, BODY.at(SPLIT), in);
        Long index = subject == Subject.TASK ? integer(required(fields, INDEX, in), INDEX, in) : null;
        boolean range = subject == Subject.RANGE;
        Long start = range ? integer(optional(fields, START), START, in) : null;
        Long stop = range ? integer(optional(fields, STOP), STOP, in) : null;
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!subject.fields().contains(field.getKey())) {
                in.add(FieldError.extra(BODY.at(field.getKey()), field.getValue()));
            }
        }
        in.throwIfAny();
        return new TaskRequest(Objects.requireNonNull(name), index, start, stop);
    }

    private static @Nullable JsonNode required(JsonNode fields, String name, Reading in) {
        JsonNode value = fields.get(name);
        if (value == null) {
            in.add(FieldError.missing(BODY.at(name), fields));
        }
        return value;
    }

    private static @Nullable JsonNode optional(JsonNode fields, String name) {
        JsonNode value = fields.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static @Nullable Long integer(@Nullable JsonNode value, String name, Reading in) {
        return value == null ? null : Numbers.integer(value, Long.MIN_VALUE, Long.MAX_VALUE, BODY.at(name), in);
    }
}
