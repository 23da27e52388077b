package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The tests that pairs of inputs and outputs make. */
final class PairTests {

    /** What solutions of these data sets use without importing it, in one line. */
    static final String PRELUDE =
            "from math import *; from typing import *; from collections import *; from itertools import *; from functools import *;"
                    + " from heapq import *; from bisect import *; from builtins import *; import bisect, collections, copy, datetime,"
                    + " functools, heapq, itertools, json, math, operator, random, re, string, sys; sys.setrecursionlimit(600_000)\n";

    private static final Pattern FRACTION = Pattern.compile("[0-9]\\.[0-9]|[0-9][eE][-+]?[0-9]");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private final JsonNode inputs;
    private final JsonNode outputs;
    private final String function;
    private final boolean wrapped;

    /**
     * Makes the tests of pairs.
     *
     * @param function whom to call; empty for scripts
     * @param mayWrap whether the data set writes some values as a list of that value alone, without saying where
     */
    PairTests(JsonNode pairs, String function, boolean mayWrap) {
        this.inputs = pairs.path("inputs");
        this.outputs = pairs.path("outputs");
        this.function = function;
        if (inputs.size() != outputs.size() || inputs.isEmpty()) {
            throw new IllegalArgumentException("has " + inputs.size() + " inputs and " + outputs.size()
                    + " outputs; there must be as many, at least one");
        }
        this.wrapped = mayWrap && !function.isEmpty() && allAreListsOfOne();
    }

    private boolean allAreListsOfOne() {
        for (int i = 0; i < outputs.size(); i++) {
            JsonNode value = value(i);
            if (!value.isArray() || value.size() != 1) {
                return false;
            }
        }
        return true;
    }

    ArrayNode all() {
        ArrayNode tests = BoundedJson.MAPPER.createArrayNode();
        for (int i = 0; i < inputs.size(); i++) {
            tests.add(function.isEmpty() ? script(i) : call(i));
        }
        return tests;
    }

    private ObjectNode script(int i) {
        String expected = lines(outputs.get(i), "outputs");
        return BoundedJson.MAPPER
                .createObjectNode()
                .put("type", "program")
                .put("stdin", lines(inputs.get(i), "inputs"))
                .put("expected", expected)
                .put("comparison", FRACTION.matcher(expected).find() ? "float" : "lines");
    }

    /** A text, or its lines. */
    private static String lines(JsonNode text, String what) {
        if (!text.isArray()) {
            return oneLine(text, what);
        }
        List<String> lines = new ArrayList<>();
        text.forEach(line -> lines.add(oneLine(line, what)));
        return String.join("\n", lines);
    }

    private static String oneLine(JsonNode text, String what) {
        if (text.isContainerNode() || text.isNull()) {
            throw new IllegalArgumentException(what + " of a script must be strings, one was " + text.getNodeType());
        }
        return text.asText();
    }

    private ObjectNode call(int i) {
        ObjectNode test =
                BoundedJson.MAPPER.createObjectNode().put("type", "call").put("function", function);
        test.set("args", withWholeKeys(args(inputs.get(i))));
        JsonNode expected = value(i);
        test.set("expected", wrapped ? either(numbered(expected.get(0)), numbered(expected)) : numbered(expected));
        return test;
    }

    /** The arguments, or a line of JSON for each. */
    private static ArrayNode args(JsonNode input) {
        if (input instanceof ArrayNode args) {
            return args;
        }
        ArrayNode args = BoundedJson.MAPPER.createArrayNode();
        if (!input.isTextual()) {
            return args.add(input);
        }
        input.textValue().strip().lines().forEach(line -> args.add(BoundedJson.read(line, "inputs")));
        return args;
    }

    /** Where the arguments are texts of JSON, so is the value. */
    private JsonNode value(int i) {
        JsonNode output = outputs.get(i);
        return inputs.get(i).isTextual() && output.isTextual()
                ? BoundedJson.read(output.textValue(), "outputs")
                : output;
    }

    private static ObjectNode either(JsonNode one, JsonNode other) {
        ObjectNode either = BoundedJson.MAPPER.createObjectNode();
        either.putArray("$any").add(one).add(other);
        return either;
    }

    private static ArrayNode withWholeKeys(ArrayNode args) {
        ArrayNode all = BoundedJson.MAPPER.createArrayNode();
        args.forEach(arg -> all.add(numbered(arg)));
        return all;
    }

    /** A dict whose keys are all whole numbers had numbers as keys, which JSON does not have. */
    private static JsonNode numbered(JsonNode value) {
        if (value.isArray() && value.size() == 1) {
            return BoundedJson.MAPPER.createArrayNode().add(numbered(value.get(0)));
        }
        if (!value.isObject() || value.isEmpty() || !value.properties().stream().allMatch(PairTests::isNumbered)) {
            return value;
        }
        ObjectNode dict = BoundedJson.MAPPER.createObjectNode();
        ArrayNode pairs = dict.putArray("$dict");
        for (Map.Entry<String, JsonNode> one : value.properties()) {
            pairs.addArray().add(Long.parseLong(one.getKey())).add(one.getValue());
        }
        return dict;
    }

    private static boolean isNumbered(Map.Entry<String, JsonNode> field) {
        return WHOLE.matcher(field.getKey()).matches();
    }
}
