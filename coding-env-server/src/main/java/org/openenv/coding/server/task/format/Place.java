package org.openenv.coding.server.task.format;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Where a task stands. Immutable.
 *
 * @param file the file
 * @param number the line, or the place in a JSON array, from 1 on
 */
public record Place(Path file, int number) {

    private static final Set<String> SPLITS = Set.of("train", "validation", "test");
    private static final String USUAL = "train";

    /** Returns the id of a task that has none of its own. */
    String id() {
        return stem() + "/" + number;
    }

    /** Returns the split of a task that has none of its own: the file's name if that is one. */
    String split() {
        String stem = stem().toLowerCase(Locale.ROOT);
        return stem.equals("valid") || stem.equals("val") || stem.equals("dev")
                ? "validation"
                : SPLITS.contains(stem) ? stem : USUAL;
    }

    private String stem() {
        Path name = file.getFileName();
        String text = name == null ? "tasks" : name.toString();
        int dot = text.indexOf('.');
        return dot <= 0 ? text : text.substring(0, dot);
    }

    @Override
    public String toString() {
        return file + ":" + number;
    }
}
