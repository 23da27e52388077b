package org.openenv.coding.server.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Submission;
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

    private static final TestCase PROGRAM = new TestCase.Program("program", 1, "37\n", "1369\n", Comparison.LINES);

    private static final TestCase MAPPED = new TestCase.Asserts("mapped", 1, "", """
            def check(candidate):
                cases = [([-222, 1, 333], [1, -222, 333]), ([2], [2]), ([3], [3])]
                assert all(map(lambda case: candidate(case[0]) == case[1], cases))
                assert len(list(zip(map(candidate, [[1], [2]]), "ab"))) == 2
            """, "solve");

    private static final TestCase FLOAT = new TestCase.Program(
            "float", 1, "37\n", "1369.0\n", Comparison.of(Comparison.Kind.FLOAT));

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
        TestCase test = Map.of("call", CALL, "asserts", ASSERTS, "mapped", MAPPED, "float", FLOAT)
                .getOrDefault(name.substring(0, name.indexOf('_')), PROGRAM);
        Duration time = Duration.ofSeconds(text.startsWith("# seconds: 1") ? 1 : 20);
        Verdict verdict =
                grader.grade(new Submission(text), Tests.of(test), GradeOptions.defaults().withCaseTimeout(time));
        assertThat(verdict.score()).as(verdict.toString()).isZero();
        assertThat(verdict.cases()).hasSize(1);
        assertThat(verdict.cases().get(0).message()).isNotEmpty();
    }
}
