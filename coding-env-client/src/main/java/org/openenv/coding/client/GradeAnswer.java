package org.openenv.coding.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.Verdict;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** What comes back from the door {@code grade}. */
final class GradeAnswer {

    private GradeAnswer() {}

    /**
     * Reads a verdict.
     *
     * @throws OpenEnvException with {@code INVALID_ANSWER} if it is none
     */
    static Verdict read(Map<String, Object> data) {
        try {
            List<CaseVerdict> cases = new ArrayList<>();
            for (Object one : (List<?>) value(data, "cases")) {
                cases.add(readCase((Map<?, ?>) one));
            }
            return new Verdict(
                    number(data, "score").doubleValue(),
                    number(data, "passed").intValue(),
                    number(data, "total").intValue(),
                    (Boolean) value(data, "forgeable"),
                    text(data, "load_error"),
                    cases);
        } catch (ClassCastException | IllegalArgumentException none) {
            throw new OpenEnvException(
                    ErrorCode.INVALID_ANSWER, "the server's verdict can't be read: " + none.getMessage(), none);
        }
    }

    private static CaseVerdict readCase(Map<?, ?> fields) {
        return new CaseVerdict(
                (String) value(fields, "name"),
                CaseStatus.valueOf(((String) value(fields, "status"))
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                (String) value(fields, "message"),
                text(fields, "expected"),
                text(fields, "actual"),
                time(fields, "wall_s"),
                time(fields, "cpu_s"),
                number(fields, "peak_memory_bytes").longValue());
    }

    private static Object value(Map<?, ?> fields, String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    private static @Nullable String text(Map<?, ?> fields, String name) {
        return (String) fields.get(name);
    }

    private static Number number(Map<?, ?> fields, String name) {
        return (Number) value(fields, name);
    }

    private static Duration time(Map<?, ?> fields, String name) {
        return Duration.ofNanos(Math.round(number(fields, name).doubleValue() * 1e9));
    }
}
