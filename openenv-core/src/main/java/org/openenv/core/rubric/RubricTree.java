package org.openenv.core.rubric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openenv.core.RubricNode;

/** A rubric and all its parts as a list of nodes, each before its own parts. */
final class RubricTree {

    private static final int DEEPEST = 32;

    private RubricTree() {}

    static List<RubricNode> of(Rubric<?, ?> root) {
        List<RubricNode> nodes = new ArrayList<>();
        add(RubricNode.ROOT, root, nodes, 0);
        return nodes;
    }

    private static void add(String name, Rubric<?, ?> rubric, List<RubricNode> nodes, int depth) {
        Map<String, ? extends Rubric<?, ?>> children = depth < DEEPEST ? rubric.children() : Map.of();
        Rubric<?, ?> shown = rubric instanceof HeardRubric<?, ?> heard ? heard.inner() : rubric;
        nodes.add(new RubricNode(
                name,
                className(shown),
                children.keySet().stream().map(child -> name + "." + child).toList(),
                children.isEmpty() ? "leaf" : aggregation(shown),
                config(shown)));
        children.forEach((child, part) -> add(name + "." + child, part, nodes, depth + 1));
    }

    /** A lambda has no name that says anything. */
    private static String className(Rubric<?, ?> rubric) {
        return rubric.getClass().isHidden() || rubric.getClass().isSynthetic()
                ? "Rubric"
                : rubric.getClass().getSimpleName();
    }

    private static String aggregation(Rubric<?, ?> rubric) {
        if (rubric instanceof JoinedRubric<?, ?> joined) {
            return joined.sequential() ? "sequential" : "weighted_sum";
        }
        return rubric instanceof GateRubric ? "gate" : "unknown";
    }

    private static Map<String, Object> config(Rubric<?, ?> rubric) {
        Map<String, Object> config = new LinkedHashMap<>();
        if (rubric instanceof JoinedRubric<?, ?> joined && !joined.sequential()) {
            config.put("weights", joined.weights());
        } else if (rubric instanceof GateRubric<?, ?> gate) {
            config.put("threshold", gate.threshold());
        }
        return config;
    }
}
