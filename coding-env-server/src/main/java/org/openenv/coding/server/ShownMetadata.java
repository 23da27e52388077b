package org.openenv.coding.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.Shown;

/** What a step's metadata says of what its program displayed: maps as Jupyter's outputs have them. */
final class ShownMetadata {

    static final String RESULTS = "results";

    private ShownMetadata() {}

    static void add(Map<String, Object> metadata, Shown shown) {
        if (shown.isEmpty()) {
            return;
        }
        metadata.put(
                RESULTS, shown.results().stream().map(ShownMetadata::result).toList());
        if (shown.dropped() > 0) {
            metadata.put("results_dropped", shown.dropped());
        }
    }

    private static Map<String, @Nullable Object> result(Shown.Result result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("output_type", result.outputType());
        map.put("data", result.data());
        map.put("metadata", result.metadata());
        if (!result.leftOut().isEmpty()) {
            map.put("left_out", result.leftOut());
        }
        return map;
    }
}
