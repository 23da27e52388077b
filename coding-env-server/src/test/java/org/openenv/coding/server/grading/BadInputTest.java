package org.openenv.coding.server.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.grading.CaseStatus;
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
import org.openenv.core.testing.Eventually;

/** Submissions and tests that are huge, broken or endless: a verdict each time, and nothing left. */
@Tag("python")
class BadInputTest {

    private static final GradeOptions PATIENT = GradeOptions.defaults().withCaseTimeout(Duration.ofSeconds(30));

    private static final int POOL = 8;
    private static final long GROWTH = 16 << 20;

    @TempDir
    private static Path temp;

    private static String usualTemp;
    private static WorkerExecutor executor;
    private static Grader grader;

    @BeforeAll
    static void start() {
        usualTemp = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", temp.toString());
        executor = WorkerExecutor.start(
                WorkerConfig.defaults().withPython(Path.of("/usr/bin/python3")).withPool(POOL));
        grader = new Grader(executor, ExecutionLimits.defaults());
    }

    @AfterAll
    static void stop() {
        executor.close();
        System.setProperty("java.io.tmpdir", usualTemp);
    }

    private static int interpreters() {
        return executor.gauges().get("python_interpreters").intValue();
    }

    private static CaseVerdict one(String submission, TestCase test) {
        Verdict verdict = grader.grade(new Submission(submission), Tests.of(test), PATIENT);
        assertThat(verdict.cases()).hasSize(1);
        return verdict.cases().get(0);
    }

    @Test
    void aSubmissionOfTenMegabytes() {
        String comment = "#" + "x".repeat(10 << 20) + "\n";
        assertThat(one(comment + "print(1)", TestCase.program("", "1")).status())
                .isEqualTo(CaseStatus.PASSED);
        assertThat(one(comment + "def f():\n    return 1", TestCase.call("f", List.of(), 1))
                        .status())
                .isEqualTo(CaseStatus.PASSED);
        assertThat(one("(".repeat(10 << 20), TestCase.call("f", List.of(), 1)).status())
                .isIn(CaseStatus.RUNTIME_ERROR, CaseStatus.MEMORY_LIMIT, CaseStatus.CRASHED);
    }

    @Test
    void aCaseOfHundredMegabytesIsMoreThanAFileMayHold() {
        CaseVerdict verdict = grader.grade(
                        new Submission("print(len(input()))"),
                        Tests.of(TestCase.program("x".repeat(100_000_000), "100000000")),
                        PATIENT.withCaseTimeout(Duration.ofSeconds(120)))
                .cases()
                .get(0);
        assertThat(verdict.status()).as(verdict.message()).isEqualTo(CaseStatus.RUNTIME_ERROR);
        assertThat(verdict.message()).contains("stdin");
    }

    @Test
    void argumentsAndAnswersThatAreHuge() {
        String long_ = "x".repeat(1_000_000);
        assertThat(one("def f(x):\n    return x", TestCase.call("f", List.of(long_), long_))
                        .status())
                .isEqualTo(CaseStatus.PASSED);
        assertThat(one("def f():\n    return 'x' * 50_000_000", TestCase.call("f", List.of(), ""))
                        .status())
                .isNotEqualTo(CaseStatus.PASSED);
        assertThat(one("print('x' * 50_000_000)", TestCase.program("", "")).status())
                .isEqualTo(CaseStatus.OUTPUT_LIMIT);
    }

    @Test
    void noFunctionOfThatNameAndATestThatDoesNotParse() {
        assertThat(one("x = 1", TestCase.call("f", List.of(), 1)).message()).contains("f");
        assertThat(one("x = 1", TestCase.call("x", List.of(), 1)).status()).isEqualTo(CaseStatus.RUNTIME_ERROR);
        assertThat(one("x = 1", TestCase.call("A.b", List.of(), 1)).status()).isEqualTo(CaseStatus.RUNTIME_ERROR);
        assertThat(one("x = 1", TestCase.asserts("assert f( ==")).status()).isEqualTo(CaseStatus.NOT_RUN);
        Verdict endless = grader.grade(
                new Submission("x = 1"),
                Tests.of(TestCase.asserts("while True: pass")),
                PATIENT.withCaseTimeout(Duration.ofSeconds(2)));
        assertThat(endless.cases().get(0).status()).isEqualTo(CaseStatus.TIMEOUT);
        TestCase broken = new TestCase.Program("p", 1, "", "", Comparison.by("def check(:"));
        assertThat(one("x = 1", broken).status()).isEqualTo(CaseStatus.NOT_RUN);
    }

    @Test
    void tenThousandCasesEndWithTheTimeOfAll() {
        Tests tests = new Tests(Collections.nCopies(Tests.MOST, TestCase.program("", "1")));
        Verdict verdict =
                grader.grade(new Submission("print(1)"), tests, PATIENT.withTotalTimeout(Duration.ofSeconds(1)));
        assertThat(verdict.total()).isEqualTo(Tests.MOST);
        assertThat(verdict.score()).isLessThan(1);
        assertThat(verdict.cases().get(0).status()).isEqualTo(CaseStatus.PASSED);
        assertThat(verdict.cases().get(Tests.MOST - 1).status()).isEqualTo(CaseStatus.NOT_RUN);
    }

    @Test
    void afterTwoHundredGradesNothingIsLeft() throws IOException {
        List<TestCase> kinds = List.of(
                TestCase.program("", "1"),
                TestCase.call("f", List.of(), 2),
                TestCase.asserts("assert f() == 2"),
                new TestCase.Program(
                        "c", 1, "", "", Comparison.by("def check(input, expected, actual):\n    return True")));
        Tests tests = new Tests(kinds);
        String[] submissions = {
            "def f():\n    return 2\nprint(1)",
            "import os\nif os.fork() == 0:\n    os.setsid()\n    import time\n    time.sleep(600)\nprint(1)",
            "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
            "import tempfile\nfor i in range(9):\n    tempfile.NamedTemporaryFile(delete=False)\nopen('left', 'w').write('x')"
        };
        grader.grade(new Submission(submissions[0]), tests, PATIENT);
        Eventually.await("nothing runs", () -> interpreters() == 0);
        int descriptors = descriptors();
        long processes = processes();
        long files = files();
        Map<Long, Long> memory = memory();
        long heap = heap();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 50; i++) { // four cases each
            verdicts.add(grader.grade(new Submission(submissions[i % submissions.length]), tests, PATIENT));
        }
        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.total()).isEqualTo(4));
        assertThat(verdicts.get(0).score()).as(verdicts.get(0).toString()).isEqualTo(1);
        assertThat(interpreters()).isZero();
        // The pool may have been half full before: two processes for each of its workers.
        Eventually.await("no more processes than before", () -> processes() <= processes + 2 * POOL);
        Eventually.await("no more descriptors than before", () -> descriptors() <= descriptors + 4);
        Eventually.await("no more files than before", () -> files() <= files + 2L * POOL);
        Eventually.await(
                "no more memory of what still runs",
                () -> memory().entrySet().stream()
                        .allMatch(now ->
                                now.getValue() <= memory.getOrDefault(now.getKey(), Long.MAX_VALUE - GROWTH) + GROWTH));
        Eventually.await("no more memory of this process", () -> heap() <= heap + GROWTH);
    }

    /** Everything below the folder for temporary files, which is this test's alone. */
    private static long files() {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.count();
        } catch (IOException | UncheckedIOException gone) {
            return Long.MAX_VALUE;
        }
    }

    /** The bytes that are each process's own, of those below this one. */
    private static Map<Long, Long> memory() {
        Map<Long, Long> own = new HashMap<>();
        ProcessHandle.current().descendants().forEach(process -> {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
                lines.filter(line -> line.startsWith("RssAnon:"))
                        .forEach(line -> own.put(process.pid(), Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024));
            } catch (IOException | UncheckedIOException gone) {
                own.remove(process.pid());
            }
        });
        return own;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static int descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** What runs below this process: the pool, and what else there is. */
    private static long processes() {
        return ProcessHandle.current().descendants().count();
    }
}
