package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of inputs and outputs, of scripts or, with {@code fn_name}, of a function: {@code input_output} of APPS and TACO, {@code
 * reward_model.ground_truth} of verl's prime_code, or the bare {@code inputs} and {@code outputs}.
 */
final class Pairs {

    private static final Map<String, Integer> DIFFICULTIES = Map.of(
            "introductory",
            1,
            "easy",
            1,
            "interview",
            2,
            "medium",
            2,
            "medium_hard",
            3,
            "competition",
            4,
            "hard",
            4,
            "very_hard",
            5);

    private Pairs() {}

    static boolean fits(JsonNode line) {
        return line.has("input_output")
                || line.path("reward_model").has("ground_truth")
                || (line.path("inputs").isArray() && line.path("outputs").isArray());
    }

    static ObjectNode translate(JsonNode line) {
        ObjectNode task = Format.begin(id(line), prompt(line));
        task.put("prefix", PairTests.PRELUDE).put("starter_code", Format.text(line, "starter_code"));
        JsonNode split = line.path("extra_info").path("split");
        if (split.isTextual()) {
            task.put("split", split.textValue());
        }
        Integer difficulty = DIFFICULTIES.get(line.path("difficulty").asText("").toLowerCase(Locale.ROOT));
        if (difficulty != null) {
            task.put("difficulty", difficulty);
        }
        JsonNode pairs = pairs(line);
        String function = Format.text(pairs, "fn_name");
        if (!function.isEmpty()) {
            task.put("entry_point", function);
        }
        task.set("tests", new PairTests(pairs, function, true).all());
        return task;
    }

    private static @Nullable String id(JsonNode line) {
        String id = Format.id(line, "task_id", "problem_id", "question_id", "id");
        return id != null ? id : Format.id(line.path("extra_info"), "index");
    }

    private static JsonNode pairs(JsonNode line) {
        JsonNode pairs = line.has("input_output")
                ? Format.json(line, "input_output")
                : line.has("reward_model") ? Format.json(line.path("reward_model"), "ground_truth") : line;
        if (!pairs.path("inputs").isArray() || !pairs.path("outputs").isArray()) {
            throw new IllegalArgumentException("has no tests: inputs and outputs must be arrays");
        }
        return pairs;
    }

    /** A text, or the last message of a conversation. */
    private static String prompt(JsonNode line) {
        for (String name : new String[] {"question", "prompt", "problem", "description"}) {
            JsonNode prompt = line.path(name);
            if (prompt.isTextual()) {
                return prompt.textValue();
            }
            if (prompt.isArray() && !prompt.isEmpty()) {
                return Format.text(prompt.get(prompt.size() - 1), "content");
            }
        }
        return "";
    }
}
