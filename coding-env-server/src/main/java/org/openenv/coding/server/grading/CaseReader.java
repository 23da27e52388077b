package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.Comparison;
import org.openenv.coding.grading.TestCase;

/** Reads a case of a request. */
final class CaseReader {

    private CaseReader() {}

    static TestCase read(JsonNode json, int place) {
        Fields fields = new Fields(json, "test " + place);
        String name = fields.text("name", "case " + (place + 1));
        double weight = fields.number("weight", 1);
        String type = fields.text("type");
        TestCase test = switch (type) {
            case "program" ->
                new TestCase.Program(
                        name, weight, fields.text("stdin", ""), fields.text("expected", ""), comparison(fields));
            case "call" ->
                new TestCase.Call(
                        name,
                        weight,
                        fields.text("function"),
                        fields.any("args").toString(),
                        fields.any("expected").toString(),
                        fields.number("tolerance", 0));
            case "asserts" ->
                new TestCase.Asserts(
                        name, weight, fields.text("setup", ""), fields.text("test"), fields.textOrNull("entry"));
            case "unittest", "pytest" ->
                new TestCase.TestFile(name, weight, fields.text("test"), type.equals("pytest"));
            default ->
                throw new IllegalArgumentException("type of test " + place
                        + " must be program, call, asserts, unittest or pytest, was '" + type + "'");
        };
        fields.refuseOthers();
        return test;
    }

    private static Comparison comparison(Fields fields) {
        @Nullable String checker = fields.textOrNull("checker");
        String named = fields.text("comparison", checker == null ? "lines" : "checker");
        double tolerance = fields.number("tolerance", 1e-6);
        for (Comparison.Kind kind : Comparison.Kind.values()) {
            if (kind.name().equals(named.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return new Comparison(kind, tolerance, checker);
            }
        }
        throw new IllegalArgumentException(
                "comparison must be exact, lines, tokens, float, unordered_lines or checker, was '" + named + "'");
    }
}
