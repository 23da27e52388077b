package org.openenv.coding.server.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.Comparison;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.coding.server.python.worker.WorkerExecutor;

/** Honest but odd programs get what they have earned, and so do wrong ones that only look right from afar. */
@Tag("python")
class OddProgramsTest {

    private static final Path FOLDER = Path.of("src/test/resources/grading");
    private static final GradeOptions PATIENT = GradeOptions.defaults().withCaseTimeout(Duration.ofSeconds(60));

    private static WorkerExecutor executor;
    private static Grader grader;

    @BeforeAll
    static void start() {
        executor = WorkerExecutor.start(WorkerConfig.defaults().withPython(Path.of("/usr/bin/python3")));
        grader = new Grader(executor, ExecutionLimits.defaults());
    }

    @AfterAll
    static void stop() {
        executor.close();
    }

    private static Submission submission(String file) throws IOException {
        return new Submission(Files.readString(FOLDER.resolve(file)));
    }

    /** A case's name begins with the status that it should have. */
    private static void assertAsNamed(Verdict verdict) {
        for (CaseVerdict one : verdict.cases()) {
            assertThat(one.name()).as(one.toString()).startsWith(one.status().wireName() + " ");
        }
    }

    private static final Pattern ENTRY = Pattern.compile("[^\\n]*\\(entry ([^\\n ]+)\\)");

    /** Each part begins with a line {@code #: STATUS NAME}; its setup may stand before the test. */
    private static List<TestCase> parts(String text) {
        List<TestCase> tests = new ArrayList<>();
        for (String part : text.split("(?m)^#: ")) {
            if (!part.isEmpty()) {
                int end = part.indexOf('\n');
                Matcher entry = ENTRY.matcher(part);
                String[] halves = part.substring(end).split("(?m)^# --- the test$");
                tests.add(new TestCase.Asserts(
                        part.substring(0, end),
                        1,
                        halves.length > 1 ? halves[0] : "",
                        halves[halves.length - 1],
                        entry.lookingAt() ? entry.group(1) : null));
            }
        }
        return tests;
    }

    @Test
    void assertsSeeValuesAsTheyAre() throws IOException {
        List<TestCase> tests = parts(Files.readString(FOLDER.resolve("odd_tests.py")));
        Verdict verdict = grader.grade(submission("odd_programs.py"), new Tests(tests), PATIENT);
        assertThat(verdict.forgeable()).isFalse();
        assertAsNamed(verdict);
    }

    private static TestCase.Call call(String wish, String function, String args, String expected, double tolerance) {
        return new TestCase.Call(wish, 1, function, args, expected, tolerance);
    }

    @Test
    void callsAreComparedAsPythonDoes() throws IOException {
        Tests tests = Tests.of(
                call("passed an enumeration that is an integer", "odd", "[\"enum\"]", "[1]", 0),
                call("passed numbers that equal floats", "odd", "[\"decimal\"]", "[0.5, 2]", 0),
                call("wrong-answer a fraction that equals none", "odd", "[\"third\"]", "0.3333333333333333", 0),
                call("passed a named tuple", "odd", "[\"named\"]", "[1, 2]", 0),
                call("passed a counter", "odd", "[\"counter\"]", "{\"a\": 2, \"b\": 1}", 0),
                call("passed a dictionary with defaults", "odd", "[\"default\"]", "{\"a\": [1]}", 0),
                call("wrong-answer a text that equals everything", "odd", "[\"text\"]", "\"right\"", 0),
                call("passed what is not a number", "odd", "[\"nan\"]", "[{\"$float\": \"nan\"}]", 0),
                call(
                        "wrong-answer a number for what is none",
                        "odd",
                        "[\"mixed\"]",
                        "[{\"$float\": \"nan\"}, true, null]",
                        0),
                call(
                        "wrong-answer a large number that is not infinite",
                        "odd",
                        "[\"huge\"]",
                        "{\"$float\": \"inf\"}",
                        1e-6),
                call("wrong-answer nor near another", "odd", "[\"huge\"]", "1e308", 1e300),
                call("passed a zero below zero", "odd", "[\"negative\"]", "0", 0),
                call("passed one is true and a float", "odd", "[\"mixed\"]", "[1, 1, null]", 0),
                call(
                        "wrong-answer a list for a tuple",
                        "odd",
                        "[\"tuple\"]",
                        "{\"$tuple\": [{\"$tuple\": [1]}, {\"$tuple\": [2]}]}",
                        0),
                call("passed a tuple for a list", "odd", "[\"tuple\"]", "[[1], [2]]", 0),
                call("wrong-answer a view for a list", "odd", "[\"view\"]", "[[1, 2]]", 0),
                call("wrong-answer an object", "odd", "[\"object\"]", "null", 0),
                call("wrong-answer what has to be awaited", "later", "[1]", "1", 0),
                call("wrong-answer a generator", "generator", "[2]", "[0, 1]", 0),
                call("passed half a pair of characters", "lengths", "[\"a\\ud800\"]", "[97, 55296]", 0),
                call("passed keys that are numbers", "same", "[{\"$dict\": [[1, 2]]}]", "{\"$dict\": [[1.0, 2]]}", 0),
                call("wrong-answer keys that are texts", "same", "[{\"1\": 2}]", "{\"$dict\": [[1, 2]]}", 0),
                call("passed an object that can be called", "count", "[2]", "2", 0),
                call("passed a method", "Account.add", "[2]", "2", 0),
                call("passed in a process of its own again", "Account().add", "[3]", "3", 0),
                call("passed a method without an object", "Account.zero", "[]", "0", 0),
                call("passed what a property returns", "Account.broken", "[]", "7", 0),
                call("runtime-error what is no function", "constant", "[]", "5", 0),
                call("runtime-error too many arguments", "same", "[1, 2]", "1", 0),
                call("passed what it leaves behind", "leaves", "[]", "1", 0));
        Verdict verdict = grader.grade(submission("called.py"), tests, PATIENT);
        assertAsNamed(verdict);
        assertThat(verdict.loadError()).isNull();
    }

    private static TestCase.Program program(String wish, String how) {
        return new TestCase.Program(wish + " " + how, 1, how + "\n10\n20", "30", Comparison.LINES);
    }

    @Test
    void scriptsReadAndWriteAsTheyLike() throws IOException {
        List<TestCase> tests = new ArrayList<>();
        List.of(
                        "input",
                        "lines",
                        "bytes",
                        "open",
                        "fileinput",
                        "child",
                        "descriptor",
                        "late",
                        "end",
                        "noise",
                        "daemon",
                        "success",
                        "failing thread",
                        "failing end")
                .forEach(how -> tests.add(program("passed", how)));
        tests.add(program("wrong-answer", "prompt"));
        tests.add(program("wrong-answer", "characters"));
        List.of("code", "message").forEach(how -> tests.add(program("runtime-error", how)));
        tests.add(program("memory-limit", "memory"));
        tests.add(program("passed", "lines"));
        tests.add(program("crashed", "abort"));
        Verdict verdict = grader.grade(submission("scripts.py"), new Tests(tests), PATIENT);
        assertAsNamed(verdict);
    }

    private static TestCase.Program checked(String wish, String checker) {
        return new TestCase.Program(wish, 1, "", "30", Comparison.by(checker));
    }

    @Test
    void aCheckerThatFailsIsNotTheSubmissionsFault() {
        String check = "def check(input, expected, actual):\n    ";
        Tests tests = Tests.of(
                checked("passed and says so", check + "return True, 'well done'"),
                checked("passed with a one", check + "return 1"),
                checked("wrong-answer and says why", check + "return False, 'too low'"),
                checked("wrong-answer with a half", check + "return 0.5"),
                checked(
                        "passed and prints",
                        "import sys\n" + check
                                + "print('False ' * 999, end='')\n    sys.stdout.flush()\n    return actual.strip() == expected"),
                checked("not-run with nothing", check + "pass"),
                checked("not-run with a text", check + "return actual"),
                checked("not-run with a match", "import re\n" + check + "return re.match('30', actual)"),
                checked("not-run with three", check + "return True, 1, 2"),
                checked("not-run and exits", "import sys\n" + check + "sys.exit(0)"),
                checked("not-run and dies", "import os\n" + check + "os._exit(0)"),
                checked("not-run and prints without end", check + "while True: print('x' * 9999)"),
                checked("not-run with another function", "def judge(): pass"),
                checked("not-run with too much memory", check + "return bytearray(4 << 30)"));
        Verdict verdict =
                grader.grade(new Submission("print(30)"), tests, PATIENT.withCaseTimeout(Duration.ofSeconds(20)));
        assertAsNamed(verdict);
    }

    @Test
    void numbersInTexts() {
        Comparison near = Comparison.of(Comparison.Kind.FLOAT);
        String large = "1" + "0".repeat(1200);
        assertThat(Comparer.agree(near, large, "2" + large.substring(1))).isFalse();
        assertThat(Comparer.agree(near, large, large)).isTrue();
        assertThat(Comparer.agree(near, "1e400", "inf")).isFalse();
        assertThat(Comparer.agree(near, "inf", "1e400")).isFalse();
        assertThat(Comparer.agree(near, "inf", "Infinity")).isTrue();
        assertThat(Comparer.agree(near, "1000000007", "1000000500.5")).isFalse();
        assertThat(Comparer.agree(near, "1000000007", "1000000007.00002")).isTrue();
        assertThat(Comparer.agree(near, "3", "3.0000005")).isTrue();
        assertThat(Comparer.agree(near, "1000000007.0", "1000000500.5")).isTrue();
        assertThat(Comparer.agree(near, "0", "-0.0")).isTrue();
    }
}
