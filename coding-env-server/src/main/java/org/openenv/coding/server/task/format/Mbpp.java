package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MBPP's lines, of both files: {@code text} or {@code prompt}, {@code code, task_id, test_list}, and what the tests need. Each assert is a
 * case. The prompt does not say what the function is called: its first line is the starter code.
 */
final class Mbpp {

    private static final Pattern FUNCTION = Pattern.compile("^def\\s+(\\w+)\\s*\\([^\\n]*", Pattern.MULTILINE);
    private static final int LAST_SHOWN = 10;
    private static final int LAST_OF_TEST = 510;
    private static final int LAST_OF_VALIDATION = 600;

    private Mbpp() {}

    static boolean fits(JsonNode line) {
        return line.path("test_list").isArray();
    }

    static ObjectNode translate(JsonNode line) {
        String prompt = line.has("prompt") ? Format.text(line, "prompt") : Format.text(line, "text");
        ObjectNode task = Format.begin(Format.id(line, "task_id", "id"), prompt);
        JsonNode id = line.path("task_id");
        if (id.isInt()) {
            task.put("split", split(id.intValue()));
        }
        StringBuilder setup = new StringBuilder(Format.text(line, "test_setup_code"));
        line.path("test_imports").forEach(one -> setup.append('\n').append(one.asText()));
        ArrayNode tests = task.putArray("tests");
        for (JsonNode test : line.path("test_list")) {
            if (!test.isTextual()) {
                throw new IllegalArgumentException("test_list must hold strings, holds " + test.getNodeType());
            }
            tests.addObject()
                    .put("type", "asserts")
                    .put("setup", setup.toString())
                    .put("test", test.textValue());
        }
        name(task, Format.text(line, "code"), tests);
        return task;
    }

    /** The last function of the solution that the tests call; it may have the name of one of Python's, such as {@code sum}. */
    private static void name(ObjectNode task, String code, ArrayNode tests) {
        Matcher functions = FUNCTION.matcher(code);
        while (functions.find()) {
            String name = functions.group(1);
            for (JsonNode test : tests) {
                if (test.path("test").asText().contains(name)) {
                    task.put("entry_point", name)
                            .put("starter_code", functions.group().strip());
                }
            }
        }
        if (task.has("entry_point")) {
            tests.forEach(test -> ((ObjectNode) test).set("entry", task.get("entry_point")));
        }
    }

    /** As the data set's authors have divided it. */
    private static String split(int id) {
        if (id <= LAST_SHOWN) {
            return "prompt";
        }
        return id <= LAST_OF_TEST ? "test" : id <= LAST_OF_VALIDATION ? "validation" : "train";
    }
}
