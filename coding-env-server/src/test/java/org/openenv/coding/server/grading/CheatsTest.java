package org.openenv.coding.server.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.Comparison;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.coding.server.python.worker.WorkerExecutor;

/** Programs that want a verdict that they have not earned. Each is a file, whose name begins with the kind of case it is put to. */
@Tag("python")
class CheatsTest {

    private static final Path FOLDER = Path.of("src/test/resources/cheats");

    private static final String HONEST = "def solve(values):\n    return sorted(values, key=abs)\n";

    private static final TestCase CALL = new TestCase.Call("call", 1, "solve", "[[-222, 1, 333]]", "[1, -222, 333]", 0);

    private static final TestCase ASSERTS = new TestCase.Asserts("asserts", 1, "", """
            def check(candidate):
                values = [-222, 1, 333]
                assert candidate(values) == [1, -222, 333], "the smallest first"
                assert values == [-222, 1, 333], "a new list"
                assert set(candidate([5])) == set([5])
                assert list(candidate([])) == []
            """, "solve");

    private static final TestCase LOOP = new TestCase.Asserts("loop", 1, "", """
            def check(candidate):
                assert candidate(4) == False
                assert all(map(candidate, (3, 5, 7)))
            """, "solve");

    private static final TestCase SEQUENCE = new TestCase.Asserts(
            "sequence", 1, "", "def check(candidate):\n    assert candidate(3) == [0, 1, 2]\n", "solve");

    private static final TestCase LIST_CALL = new TestCase.Call("list", 1, "solve", "[3]", "[0, 1, 2]", 0);

    private static final TestCase ORDERED = new TestCase.Asserts(
            "ordered",
            1,
            "from collections import OrderedDict",
            "assert solve('ab') == OrderedDict([('a', 1), ('b', 2)])",
            null);

    private static final TestCase NEAR =
            new TestCase.Program("near", 1, "", "1000000007 0.5\n", new Comparison(Comparison.Kind.FLOAT, 1e-6, null));

    private static final TestCase CHECKER =
            new TestCase.Program("checker", 1, "37\n", "", new Comparison(Comparison.Kind.CHECKER, 0, """
                    def check(input, expected, actual):
                        a, b = map(int, actual.split())
                        return a > 1 and b > 1 and a * b == int(input) ** 2
                    """));

    private static final TestCase NAMES = new TestCase.Asserts(
            "names", 1, "", "assert math.isclose(solve(2), 1.5)\nassert sorted([3, 1]) == solve(0)", null);

    private static final TestCase SUITE = new TestCase.TestFile(
            "suite",
            1,
            "import unittest\nclass T(unittest.TestCase):\n    def test(self):\n        self.assertEqual(solve(1), 2)\n",
            false);

    private static final TestCase PROGRAM = new TestCase.Program("program", 1, "37\n", "1369\n", Comparison.LINES);

    private static final TestCase MAPPED = new TestCase.Asserts("mapped", 1, "", """
            def check(candidate):
                cases = [([-222, 1, 333], [1, -222, 333]), ([2], [2]), ([3], [3])]
                assert all(map(lambda case: candidate(case[0]) == case[1], cases))
                assert len(list(zip(map(candidate, [[1], [2]]), "ab"))) == 2
            """, "solve");

    private static final TestCase FLOAT =
            new TestCase.Program("float", 1, "37\n", "1369.0\n", Comparison.of(Comparison.Kind.FLOAT));

    /** By the beginnings of the files' names. */
    private static final Map<String, TestCase> KINDS = Map.ofEntries(
            Map.entry("call", CALL),
            Map.entry("asserts", ASSERTS),
            Map.entry("program", PROGRAM),
            Map.entry("loop", LOOP),
            Map.entry("sequence", SEQUENCE),
            Map.entry("listcall", LIST_CALL),
            Map.entry("ordered", ORDERED),
            Map.entry("float", FLOAT),
            Map.entry("near", NEAR),
            Map.entry("mapped", MAPPED),
            Map.entry("checker", CHECKER),
            Map.entry("names", NAMES),
            Map.entry("suite", SUITE));

    /** What solves each of the others; a test that nobody can pass would keep nobody out. */
    private static final Map<TestCase, String> SOLUTIONS = Map.of(
            LOOP, "def solve(number):\n    return number % 2 == 1",
            SEQUENCE, "def solve(number):\n    return list(range(number))",
            LIST_CALL, "def solve(number):\n    return list(range(number))",
            ORDERED, "from collections import OrderedDict\ndef solve(text):\n    return OrderedDict(a=1, b=2)",
            NEAR, "print(1000000007, 0.5000001)",
            CHECKER, "print(37, 37)",
            NAMES, "def solve(number):\n    return 1.5 if number else [1, 3]");

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

    @Test
    void whoSolvesItPasses() {
        GradeOptions options = GradeOptions.defaults().withCaseTimeout(Duration.ofSeconds(30));
        Verdict honest = grader.grade(new Submission(HONEST), Tests.of(CALL, ASSERTS, MAPPED), options);
        assertThat(honest.cases()).allMatch(one -> one.status() == CaseStatus.PASSED, honest.toString());
        assertThat(honest.score()).isEqualTo(1);
        assertThat(grader.grade(new Submission("print(int(input()) ** 2)"), Tests.of(PROGRAM, FLOAT), options)
                        .score())
                .isEqualTo(1);
    }

    @Test
    void whoSolvesTheOthersPasses() {
        GradeOptions options = GradeOptions.defaults().withCaseTimeout(Duration.ofSeconds(30));
        SOLUTIONS.forEach((test, solution) -> assertThat(grader.grade(new Submission(solution), Tests.of(test), options)
                        .cases())
                .as(test.name())
                .allMatch(one -> one.status() == CaseStatus.PASSED));
    }

    @TestFactory
    Stream<DynamicTest> nobodyElseDoes() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.sorted().toList();
        }
        assertThat(files.size()).isGreaterThan(60);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> earnsNothing(file)));
    }

    private static void earnsNothing(Path file) throws IOException {
        String text = Files.readString(file);
        String name = file.getFileName().toString();
        TestCase test = Objects.requireNonNull(KINDS.get(name.substring(0, name.indexOf('_'))), name);
        Duration time = Duration.ofSeconds(text.startsWith("# seconds: 1") ? 1 : 20);
        Verdict verdict = grader.grade(
                new Submission(text), Tests.of(test), GradeOptions.defaults().withCaseTimeout(time));
        assertThat(verdict.score()).as(verdict.toString()).isZero();
        assertThat(verdict.cases()).hasSize(1);
        assertThat(verdict.cases().get(0).message()).isNotEmpty();
    }
}
