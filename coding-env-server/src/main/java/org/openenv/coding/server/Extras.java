package org.openenv.coding.server;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** The further fields of a reset, and which of them nobody knew: who misspells one is told. Used by one thread. */
final class Extras {

    private static final int MOST_TOLD = 32;
    private static final int LONGEST_NAME = 100;

    private final Map<String, Object> given;
    private final Set<String> known = new HashSet<>();

    Extras(Map<String, Object> given) {
        this.given = given;
    }

    /** Returns a field's value; {@code null} if it was left out, or is null. */
    @Nullable
    Object get(String name) {
        known.add(name);
        return given.get(name);
    }

    boolean truth(String name, boolean otherwise) {
        Object asked = get(name);
        if (asked == null) {
            return otherwise;
        }
        if (asked instanceof Boolean truth) {
            return truth;
        }
        throw new OpenEnvException(ErrorCode.VALIDATION_ERROR, name + " must be true or false, was " + asked);
    }

    String choice(String name, String otherwise, String... known) {
        Object asked = get(name);
        if (asked == null) {
            return otherwise;
        }
        List<String> choices = List.of(known);
        if (asked instanceof String text && choices.contains(text)) {
            return text;
        }
        throw new OpenEnvException(
                ErrorCode.VALIDATION_ERROR, name + " must be one of " + String.join(", ", choices) + ", was " + asked);
    }

    /** Returns the names of fields that ask for something but were never read, in order. */
    List<String> ignored() {
        return given.entrySet().stream()
                .filter(field -> field.getValue() != null && !known.contains(field.getKey()))
                .map(field -> shortened(field.getKey()))
                .limit(MOST_TOLD)
                .toList();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }
}
