package org.openenv.core.conformance.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what was expected and what was found, where the two differ. */
public final class Expect {

    private static final int SHOWN = 300;

    private Expect() {}

    /**
     * Fails unless something holds.
     *
     * @param holds whether it does
     * @param expected what was expected, for the message
     * @param found what was found, for the message
     */
    public static void that(boolean holds, String expected, @Nullable Object found) {
        if (!holds) {
            throw new AssertionError("expected " + expected + ", found " + shorten(found));
        }
    }

    /**
     * Fails unless two values are equal.
     *
     * @param what what is compared, for the message
     * @param expected what it should be
     * @param found what it is
     */
    public static void equal(String what, @Nullable Object expected, @Nullable Object found) {
        that(Objects.equals(expected, found), what + " to be " + shorten(expected), found);
    }

    /**
     * Returns a value as an object of JSON, or fails.
     *
     * @param what what it is, for the message
     * @param found the value
     * @return the value
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String what, @Nullable Object found) {
        that(found instanceof Map, what + " to be an object", found);
        return (Map<String, Object>) Objects.requireNonNull(found);
    }

    /**
     * Returns a value as an array of JSON, or fails.
     *
     * @param what what it is, for the message
     * @param found the value
     * @return the value
     */
    public static List<?> array(String what, @Nullable Object found) {
        that(found instanceof List, what + " to be an array", found);
        return (List<?>) Objects.requireNonNull(found);
    }

    /**
     * Checks the errors of a refusal: at least one, each with the fields that clients read.
     *
     * @param what what they are, for the message
     * @param found the errors
     * @param type the type that one of them must have
     */
    public static void errors(String what, @Nullable Object found, String type) {
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

    /**
     * Returns a value as a short text without control characters.
     *
     * @param value what to show
     * @return the text
     */
    public static String shorten(@Nullable Object value) {
        String text =
                (value instanceof String ? "'" + value + "'" : String.valueOf(value)).replaceAll("\\p{Cntrl}", " ");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
