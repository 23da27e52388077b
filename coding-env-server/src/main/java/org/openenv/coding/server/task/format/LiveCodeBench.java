package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** LiveCodeBench's lines of code generation: {@code question_content, question_id, starter_code, public_test_cases, private_test_cases}. */
final class LiveCodeBench {

    private static final Map<String, Integer> DIFFICULTIES = Map.of("easy", 1, "medium", 2, "hard", 3);

    private LiveCodeBench() {}

    static boolean fits(JsonNode line) {
        return line.has("public_test_cases") || line.has("private_test_cases");
    }

    static ObjectNode translate(JsonNode line) {
        String starter = Format.text(line, "starter_code");
        ObjectNode task = Format.begin(Format.id(line, "question_id", "id"), Format.text(line, "question_content"));
        task.put("split", "test").put("starter_code", starter).put("prefix", PairTests.PRELUDE);
        Integer difficulty = DIFFICULTIES.get(line.path("difficulty").asText(""));
        if (difficulty != null) {
            task.put("difficulty", difficulty);
        }
        ObjectNode pairs = BoundedJson.MAPPER.createObjectNode();
        ArrayNode inputs = pairs.putArray("inputs");
        ArrayNode outputs = pairs.putArray("outputs");
        boolean functional = false;
        for (String name : new String[] {"public_test_cases", "private_test_cases"}) {
            for (JsonNode test : tests(line, name)) {
                inputs.add(Format.text(test, "input"));
                outputs.add(Format.text(test, "output"));
                functional |= test.path("testtype").asText("").equals("functional");
            }
        }
        task.set("tests", new PairTests(pairs, functional ? function(line, task, starter) : "", false).all());
        return task;
    }

    private static String function(JsonNode line, ObjectNode task, String starter) {
        String function = Format.text(Format.json(line, "metadata"), "func_name");
        if (function.isEmpty()) {
            throw new IllegalArgumentException("has tests of a function, but no func_name in its metadata");
        }
        task.put("entry_point", function);
        return starter.contains("class Solution") ? "Solution." + function : function;
    }

    /** JSON, a text of JSON, or that packed. */
    private static JsonNode tests(JsonNode line, String name) {
        JsonNode tests = line.path(name);
        if (tests.isTextual()) {
            String text = tests.textValue().strip();
            tests = text.startsWith("[") || text.isEmpty()
                    ? BoundedJson.read(text.isEmpty() ? "[]" : text, name)
                    : unpacked(text, name);
        }
        if (!tests.isArray() && !tests.isMissingNode() && !tests.isNull()) {
            throw new IllegalArgumentException(name + " must be an array, was " + tests.getNodeType());
        }
        return tests;
    }

    private static JsonNode unpacked(String text, String name) {
        try {
            return BoundedJson.read(PickledText.read(text), name);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(why.startsWith(name) ? why : name + " " + why, e);
        }
    }
}
