package org.openenv.coding.server.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.coding.server.python.worker.WorkerExecutor;

/** Files of tests for unittest and pytest: counts and names from the runner's result. */
@Tag("python")
class TestFilesTest {

    private static final Submission SQUARE = new Submission("def square(n):\n    return n * n\n");
    private static final GradeOptions ALLOWED =
            GradeOptions.defaults().withInProcess(true).withCaseTimeout(Duration.ofMinutes(5));

    private static Optional<Path> withPytest;
    private static WorkerExecutor executor;
    private static Grader grader;

    @BeforeAll
    static void start() throws IOException {
        withPytest = pythonWithPytest();
        ExecutionLimits usual = ExecutionLimits.defaults();
        ExecutionLimits patient = new ExecutionLimits(
                Duration.ofMinutes(5),
                usual.interruptGrace(),
                usual.cpuTime(),
                usual.memoryBytes(),
                usual.processes(),
                usual.openFiles(),
                usual.fileBytes(),
                usual.diskBytes(),
                usual.outputBytes());
        executor = WorkerExecutor.start(WorkerConfig.defaults()
                .withPython(withPytest.orElse(Path.of("/usr/bin/python3")))
                .withLimits(patient));
        grader = new Grader(executor, patient);
    }

    @AfterAll
    static void stop() {
        executor.close();
    }

    private static Optional<Path> pythonWithPytest() throws IOException {
        Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
        try (Stream<Path> known = Files.isDirectory(versions) ? Files.list(versions) : Stream.empty()) {
            return Stream.concat(
                            Stream.of(Path.of("/usr/bin/python3")),
                            known.sorted().map(version -> version.resolve("bin/python3")))
                    .filter(TestFilesTest::hasPytest)
                    .findFirst();
        }
    }

    private static boolean hasPytest(Path python) {
        try {
            Process process = new ProcessBuilder(
                            python.toString(), "-c", "import pytest, sys; sys.exit(sys.version_info < (3, 9))")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<String, CaseStatus> grade(String file, boolean pytest) {
        Verdict verdict = grader.grade(SQUARE, Tests.of(TestCase.file(file, pytest)), ALLOWED);
        assertThat(verdict.forgeable()).as(verdict.toString()).isTrue();
        Map<String, CaseStatus> statuses = new LinkedHashMap<>();
        for (CaseVerdict one : verdict.cases()) {
            statuses.put(one.name(), one.status());
        }
        return statuses;
    }

    @Test
    void unittestTellsEachTest() {
        assertThat(grade("""
                        import unittest
                        from solution import square
                        class Good(unittest.TestCase):
                            def test_a(self):
                                self.assertEqual(square(3), 9)
                            def test_b(self):
                                self.assertEqual(square(3), 10)
                            def test_c(self):
                                1 / 0
                            @unittest.skip("later")
                            def test_d(self):
                                pass
                            @unittest.expectedFailure
                            def test_e(self):
                                self.assertEqual(square(2), 5)
                            def test_f(self):
                                for n in range(3):
                                    with self.subTest(n=n):
                                        self.assertLess(square(n), 4)
                        class Broken(unittest.TestCase):
                            @classmethod
                            def setUpClass(cls):
                                raise OSError("no set-up")
                            def test_never(self):
                                pass
                        if __name__ == "__main__":
                            unittest.main()
                        """, false))
                .containsEntry("unittest::test_solution.Good.test_a", CaseStatus.PASSED)
                .containsEntry("unittest::test_solution.Good.test_b", CaseStatus.WRONG_ANSWER)
                .containsEntry("unittest::test_solution.Good.test_c", CaseStatus.RUNTIME_ERROR)
                .containsEntry("unittest::test_solution.Good.test_d", CaseStatus.NOT_RUN)
                .containsEntry("unittest::test_solution.Good.test_e", CaseStatus.PASSED)
                .containsEntry("unittest::test_solution.Good.test_f", CaseStatus.WRONG_ANSWER)
                .containsEntry("unittest::setUpClass (test_solution.Broken)", CaseStatus.RUNTIME_ERROR)
                .hasSize(7);
    }

    @Test
    void aFileThatIsNoneIsNotTheSubmissionsFault() {
        assertThat(grade("def test(:", false).values()).containsExactly(CaseStatus.NOT_RUN);
        assertThat(grade("import nothing_of_that_name", false).values()).containsExactly(CaseStatus.NOT_RUN);
        assertThat(grade("x = 1", false).values()).containsExactly(CaseStatus.NOT_RUN);
        Verdict without = grader.grade(SQUARE, Tests.of(TestCase.file("", true)), GradeOptions.defaults());
        assertThat(without.cases().get(0).message()).contains("in_process");
        assertThat(without.forgeable()).isFalse();
    }

    @Test
    void pytestTellsEachTest() {
        Assumptions.assumeTrue(withPytest.isPresent(), "no Python here has pytest; apt-get install python3-pytest");
        assertThat(grade("""
                        import pytest
                        from solution import square
                        @pytest.fixture
                        def three():
                            return 3
                        @pytest.fixture
                        def none():
                            raise OSError("no set-up")
                        def test_a(three):
                            assert square(three) == 9
                        @pytest.mark.parametrize("n", [1, 2])
                        def test_b(n):
                            assert square(n) == 1, "only one"
                        def test_c(none):
                            pass
                        @pytest.mark.skip
                        def test_d():
                            pass
                        @pytest.mark.xfail
                        def test_e():
                            assert square(2) == 5
                        class TestGroup:
                            def test_f(self, tmp_path):
                                (tmp_path / "f").write_text("x")
                                with pytest.raises(TypeError):
                                    square("x")
                        """, true))
                .isEqualTo(Map.of(
                        "pytest::test_a", CaseStatus.PASSED,
                        "pytest::test_b[1]", CaseStatus.PASSED,
                        "pytest::test_b[2]", CaseStatus.WRONG_ANSWER,
                        "pytest::test_c", CaseStatus.RUNTIME_ERROR,
                        "pytest::test_d", CaseStatus.NOT_RUN,
                        "pytest::test_e", CaseStatus.PASSED,
                        "pytest::TestGroup::test_f", CaseStatus.PASSED));
        assertThat(grade("def test(:", true).values()).containsExactly(CaseStatus.NOT_RUN);
        assertThat(grade("x = 1", true).values()).containsExactly(CaseStatus.NOT_RUN);
        assertThat(grade("import os\ndef test_a():\n    os._exit(0)", true).values())
                .containsExactly(CaseStatus.CRASHED);
    }

    @Test
    void whereThereIsNoPytestItIsSaid() {
        Submission hides = new Submission("import sys\nsys.modules['pytest'] = None\n");
        Verdict verdict = grader.grade(hides, Tests.of(TestCase.file("def test():\n    pass", true)), ALLOWED);
        assertThat(verdict.cases()).hasSize(1);
        assertThat(verdict.cases().get(0).status()).isEqualTo(CaseStatus.NOT_RUN);
        assertThat(verdict.cases().get(0).message()).contains("pytest");
    }

    @Test
    void aSubmissionThatCanNotBeLoadedFails() {
        Verdict verdict =
                grader.grade(new Submission("1 / 0"), Tests.of(TestCase.file("import unittest", false)), ALLOWED);
        assertThat(verdict.loadError()).contains("ZeroDivisionError");
        assertThat(List.of(verdict.cases().get(0).status())).containsExactly(CaseStatus.RUNTIME_ERROR);
    }
}
