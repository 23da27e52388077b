package org.openenv.core.wire.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * The reading of one message: whether it is strict, as the reference refuses an action, or lenient, as a client takes what
 * a newer server sends; and what was found wrong. Confined to one thread.
 */
public final class Reading {

    /** How many errors are listed; of the others only the number is told, so that a small mistake has a small answer. */
    private static final int LISTED = 50;

    private final boolean strict;
    private final List<FieldError> errors = new ArrayList<>();
    private int count;

    private Reading(boolean strict) {
        this.strict = strict;
    }

    /**
     * Begins a reading that refuses missing, unknown and ill-typed fields.
     *
     * @return a reading without errors
     */
    public static Reading strict() {
        return new Reading(true);
    }

    /**
     * Begins a reading that ignores unknown fields and takes a type's empty value for a missing one.
     *
     * @return a reading without errors
     */
    public static Reading lenient() {
        return new Reading(false);
    }

    public boolean isStrict() {
        return strict;
    }

    /**
     * Notes that something is wrong.
     *
     * @param error what
     */
    public void add(FieldError error) {
        count++;
        if (errors.size() < LISTED) {
            errors.add(error);
        }
    }

    /**
     * Returns how many things are wrong.
     *
     * @return zero or more
     */
    public int count() {
        return count;
    }

    /**
     * Returns what is wrong in one sentence, for people.
     *
     * @return path and reason of each error listed
     */
    public String summary() {
        return String.join(
                "; ",
                errors.stream().map(error -> error.at() + ": " + error.msg()).toList());
    }

    /** Throws what is wrong, if anything is, with {@code VALIDATION_ERROR} and the list pydantic would give. */
    public void throwIfAny() {
        if (count > 0) {
            throw exception();
        }
    }

    /**
     * Returns what to throw.
     *
     * @return an exception with {@code VALIDATION_ERROR} whose details list the errors as pydantic does
     */
    public OpenEnvException exception() {
        List<Map<String, Object>> list =
                new ArrayList<>(errors.stream().map(FieldError::fields).toList());
        if (count > errors.size()) {
            String more = (count - errors.size()) + " more errors are not listed";
            list.add(Map.of("type", "too_many_errors", "loc", List.of(), "msg", more, "input", "…"));
        }
        return new OpenEnvException(ErrorCode.VALIDATION_ERROR, "Invalid message", Map.of("errors", list), null);
    }
}
