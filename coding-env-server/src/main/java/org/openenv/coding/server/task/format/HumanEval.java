package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * HumanEval's lines: {@code task_id, prompt, entry_point, canonical_solution, test}. A submission completes the prompt; helpers that
 * the prompt defines are also the test's.
 */
final class HumanEval {

    private HumanEval() {}

    static boolean fits(JsonNode line) {
        return line.path("test").isTextual() && line.path("entry_point").isTextual();
    }

    static ObjectNode translate(JsonNode line) {
        String prompt = Format.text(line, "prompt");
        String entry = Format.text(line, "entry_point");
        ObjectNode task = Format.begin(Format.id(line, "task_id", "id"), prompt);
        task.put("split", "test").put("entry_point", entry).put("prefix", prompt);
        task.putArray("tests")
                .addObject()
                .put("type", "asserts")
                .put("name", "check")
                .put("setup", prompt)
                .put("test", Format.text(line, "test"))
                .put("entry", entry);
        return task;
    }
}
