package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;

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
    public static Tests tests(JsonNode tests) {
        if (!tests.isArray() || tests.isEmpty() || tests.size() > Tests.MOST) {
            throw new IllegalArgumentException("tests must be an array of 1 to " + Tests.MOST + " objects, was "
                    + (tests.isArray() ? "one of " + tests.size() : tests.getNodeType()));
        }
        List<TestCase> read = new ArrayList<>(tests.size());
        for (JsonNode test : tests) {
            TestCase one = CaseReader.read(test, read.size());
            Grader.check(one);
            read.add(one);
        }
        return new Tests(read);
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
