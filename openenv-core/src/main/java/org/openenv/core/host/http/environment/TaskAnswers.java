package org.openenv.core.host.http.environment;

import io.undertow.util.StatusCodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.spi.TaskSource;
import org.openenv.core.wire.TaskRequest;
import org.openenv.core.wire.WireCodec;

/** What is answered about the tasks of one environment. */
record TaskAnswers(String name, TaskSource source) {

    /** More are not listed at once; {@code num_tasks} tells how many there are, {@code task_range} has them all. */
    private static final int MOST_LISTED = 10_000;

    /** Makes an answer. */
    @FunctionalInterface
    interface Asked {
        Object answer();
    }

    /** Makes an answer's text; whatever the environment throws is its error. */
    static String text(Asked asked) {
        try {
            return WireCodec.writeValue(asked.answer());
        } catch (OpenEnvException told) {
            throw told;
        } catch (IndexOutOfBoundsException noSuchTask) {
            throw HttpAnswer.withStatus(StatusCodes.BAD_REQUEST, ErrorCode.VALIDATION_ERROR, "Invalid task index");
        } catch (RuntimeException failure) {
            throw new OpenEnvException(ErrorCode.EXECUTION_ERROR, String.valueOf(failure.getMessage()), failure);
        }
    }

    List<Map<String, Object>> splits() {
        return source.splits().stream()
                .map(split -> fields("name", split.name(), "type", split.type()))
                .toList();
    }

    Map<String, Object> all(TaskRequest asked) {
        int shown = Math.min(source.count(asked.split()), MOST_LISTED);
        return fields("tasks", source.range(asked.split(), 0, shown), "env_name", name);
    }

    Map<String, Object> count(TaskRequest asked) {
        return Map.of("num_tasks", source.count(asked.split()));
    }

    Map<String, Object> one(TaskRequest asked) {
        long index = Objects.requireNonNull(asked.index());
        int count = source.count(asked.split());
        return Map.of("task", source.task(asked.split(), (int) Objects.checkIndex(index, (long) count)));
    }

    Map<String, Object> some(TaskRequest asked) {
        int count = source.count(asked.split());
        int start = place(asked.start(), 0, count);
        int stop = place(asked.stop(), count, count);
        return Map.of("tasks", source.range(asked.split(), start, Math.max(start, stop)));
    }

    /** A place as Python's slices have it: a negative one counts from the end, and none is outside. */
    private static int place(@Nullable Long asked, int otherwise, int count) {
        if (asked == null) {
            return otherwise;
        }
        return (int) Math.max(0, Math.min(count, asked < 0 ? asked + count : asked));
    }

    private static Map<String, Object> fields(String first, Object value, String second, Object other) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(first, value);
        fields.put(second, other);
        return fields;
    }
}
