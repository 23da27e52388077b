package org.openenv.core.conformance;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what was expected and what was found, where the two differ. */
final class Expect {

    private static final int SHOWN = 300;

    private Expect() {}

    static void that(boolean holds, String expected, @Nullable Object found) {
        if (!holds) {
            throw new AssertionError("expected " + expected + ", found " + shorten(found));
        }
    }

    static void equal(String what, @Nullable Object expected, @Nullable Object found) {
        that(Objects.equals(expected, found), what + " to be " + shorten(expected), found);
    }

    /** Returns a value as an object of JSON, or fails. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String what, @Nullable Object found) {
        that(found instanceof Map, what + " to be an object", found);
        return (Map<String, Object>) Objects.requireNonNull(found);
    }

    /** Returns a value as an array of JSON, or fails. */
    static List<?> array(String what, @Nullable Object found) {
        that(found instanceof List, what + " to be an array", found);
        return (List<?>) Objects.requireNonNull(found);
    }

    /** Checks the errors of a refusal: at least one, each with the fields that clients read. */
    static void errors(String what, @Nullable Object found, String type) {
        List<?> errors = array(what, found);
        for (Object error : errors) {
            Map<String, Object> fields = object("each of " + what, error);
            that(
                    fields.keySet().containsAll(List.of("type", "loc", "msg", "input")),
                    "each of " + what + " to have type, loc, msg and input",
                    fields);
        }
        that(
                errors.stream()
                        .anyMatch(error -> type.equals(object(what, error).get("type"))),
                "one of " + what + " to be of type " + type,
                errors);
    }

    static String shorten(@Nullable Object value) {
        String text =
                (value instanceof String ? "'" + value + "'" : String.valueOf(value)).replaceAll("\\p{Cntrl}", " ");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
