package org.openenv.coding.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.core.wire.WireCodec;

/** What is sent at the door {@code grade}. */
final class GradeRequest {

    private static final double MIB = 1 << 20;

    private GradeRequest() {}

    static Map<String, Object> of(Submission submission, Tests tests, GradeOptions options) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("submission", submission.code());
        List<Object> cases = new ArrayList<>();
        tests.cases().forEach(test -> cases.add(of(test)));
        data.put("tests", cases);
        data.put("options", of(options));
        return data;
    }

    private static Map<String, @Nullable Object> of(TestCase test) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", test.name());
        fields.put("weight", test.weight());
        if (test instanceof TestCase.Program program) {
            fields.put("type", "program");
            fields.put("stdin", program.stdin());
            fields.put("expected", program.expected());
            fields.put("comparison", program.comparison().kind().name().toLowerCase(Locale.ROOT));
            fields.put("tolerance", program.comparison().tolerance());
            fields.put("checker", program.comparison().checker());
        } else if (test instanceof TestCase.Call call) {
            fields.put("type", "call");
            fields.put("function", call.function());
            fields.put("args", WireCodec.readValue(call.args()));
            fields.put("expected", WireCodec.readValue(call.expected()));
            fields.put("tolerance", call.tolerance());
        } else if (test instanceof TestCase.Asserts asserts) {
            fields.put("type", "asserts");
            fields.put("setup", asserts.setup());
            fields.put("test", asserts.test());
            fields.put("entry", asserts.entry());
        } else if (test instanceof TestCase.TestFile file) {
            fields.put("type", file.pytest() ? "pytest" : "unittest");
            fields.put("test", file.test());
        }
        return fields;
    }

    private static Map<String, Object> of(GradeOptions options) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case_timeout_s", seconds(options.caseTimeout()));
        fields.put("total_timeout_s", seconds(options.totalTimeout()));
        fields.put("memory_mb", options.memoryBytes() / MIB);
        fields.put("parallel", options.parallel());
        fields.put("stop_at_first_failure", options.stopAtFirstFailure());
        fields.put("hide", options.hide());
        fields.put("in_process", options.inProcess());
        fields.put("score", options.score().all() ? "all" : "fraction");
        fields.put("first", options.score().first());
        return fields;
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }
}
