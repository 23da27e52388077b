package org.openenv.core.host.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.RubricNode;
import org.openenv.core.StepResult;

/** An environment's rubric as OpenEnv's validation reads it, with the scores that a step's metadata tells. */
final class RubricScores {

    private static final int MOST_NODES = 128;

    private RubricScores() {}

    /**
     * Returns the nodes.
     *
     * @param result the step whose scores they have; {@code null} for none
     * @throws IllegalArgumentException if there are too many
     */
    static List<Map<String, @Nullable Object>> nodes(List<RubricNode> tree, @Nullable StepResult<?> result) {
        if (tree.size() > MOST_NODES) {
            throw new IllegalArgumentException(
                    "the rubric has " + tree.size() + " nodes, more than the " + MOST_NODES + " that are told");
        }
        Map<?, ?> scores =
                result != null && result.metadata().get("rubric") instanceof Map<?, ?> told ? told : Map.of();
        List<Map<String, @Nullable Object>> nodes = new ArrayList<>();
        for (RubricNode node : tree) {
            @Nullable Object score = score(node.name(), scores);
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("name", node.name());
            fields.put("class_name", node.className());
            fields.put("children", node.children());
            fields.put("aggregation", node.aggregation());
            fields.put("config", node.config());
            fields.put("config_available", !node.aggregation().equals("unknown"));
            fields.put("score", score);
            fields.put("evaluated", score != null);
            nodes.add(fields);
        }
        return nodes;
    }

    private static @Nullable Object score(String name, Map<?, ?> scores) {
        if (name.equals(RubricNode.ROOT)) {
            return scores.get("score");
        }
        return scores.get("parts") instanceof Map<?, ?> parts
                ? parts.get(name.substring(RubricNode.ROOT.length() + 1))
                : null;
    }
}
