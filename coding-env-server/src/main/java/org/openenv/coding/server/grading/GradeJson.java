package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads tests and options in JSON, as a request to {@code POST /grade} has them. */
public final class GradeJson {

    private GradeJson() {}

    /**
     * Reads tests.
     *
     * @param tests an array of objects
     * @return the tests, in order
     * @throws IllegalArgumentException if one can't be read, or there are none or too many; the message names the field
     */
    public static List<TestCase> tests(JsonNode tests) {
        if (!tests.isArray() || tests.isEmpty() || tests.size() > Grader.MOST_CASES) {
            throw new IllegalArgumentException("tests must be an array of 1 to " + Grader.MOST_CASES + " objects, was "
                    + (tests.isArray() ? "one of " + tests.size() : tests.getNodeType()));
        }
        List<TestCase> read = new ArrayList<>(tests.size());
        for (JsonNode test : tests) {
            read.add(CaseReader.read(test, read.size()));
        }
        return read;
    }

    /**
     * Reads options.
     *
     * @param options an object; missing or null for the usual ones
     * @return the options
     * @throws IllegalArgumentException if one can't be read; the message names the field
     */
    public static GradeOptions options(JsonNode options) {
        boolean none = options.isMissingNode() || options.isNull();
        return OptionsReader.read(new Fields(none ? PlainData.JSON.createObjectNode() : options, "options"));
    }
}
