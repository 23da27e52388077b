package org.openenv.core.wire.type;

import java.util.List;

/** Paths as people read them: {@code observation.items[3].name}. */
final class Paths {

    private static final int SHOWN = 24;
    private static final int LONGEST_NAME = 80;

    private Paths() {}

    /** Returns the path in words; of a long one the beginning and the end. */
    static String join(List<?> steps) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.size() > SHOWN && i == SHOWN / 2) {
                path.append("…");
                i = steps.size() - SHOWN / 4;
            }
            append(path, steps.get(i));
        }
        return path.toString();
    }

    private static void append(StringBuilder path, Object step) {
        if (step instanceof Integer) {
            path.append('[').append(step).append(']');
            return;
        }
        String name = step.toString();
        path.append(path.isEmpty() ? "" : ".")
                .append(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…");
    }
}
