package org.openenv.coding.server.python;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program displayed, the value of its last expression, and its figures: MIME bundles, in order. Immutable.
 *
 * @param results the bundles
 * @param dropped how many more there were than are kept
 */
public record Shown(List<Result> results, int dropped) {

    /** Nothing, of a step that was not asked for it or showed nothing. */
    public static final Shown NOTHING = new Shown(List.of(), 0);

    /** Copies. */
    public Shown {
        results = List.copyOf(results);
    }

    /** Returns whether there is nothing to tell. */
    public boolean isEmpty() {
        return results.isEmpty() && dropped == 0;
    }

    /**
     * One MIME bundle.
     *
     * @param outputType {@code display_data}, or {@code execute_result} for the value of the last expression
     * @param data what it looks like, by MIME type: a text, Base64 of an image, or plain data for JSON
     * @param metadata more about an entry, by its MIME type
     * @param leftOut why entries are not there, by MIME type
     */
    public record Result(
            String outputType,
            Map<String, @Nullable Object> data,
            Map<String, @Nullable Object> metadata,
            Map<String, String> leftOut) {

        /** Copies. */
        public Result {
            data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
            leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        }
    }
}
