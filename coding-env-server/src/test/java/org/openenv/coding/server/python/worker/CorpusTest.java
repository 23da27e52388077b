package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.worker.ReferencePython.Outcome;

/** Each program of the corpus gives here, step by step, what Python itself gives for the same text as a script. */
@Tag("python")
class CorpusTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern STEP_LINE = Pattern.compile("\"<step-(\\d+)>\", line (\\d+)|<step-(\\d+)>:(\\d+):");

    private static TestExecutor executor;

    @BeforeAll
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static void stop() throws Exception {
        executor.close();
    }

    @Test
    void corpusIsThere() {
        assertThat(ProgramFile.in("corpus")).hasSizeGreaterThan(300);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> runsAsThePythonScriptDoes() {
        return ProgramFile.in("corpus").stream()
                .map(program -> dynamicTest(program.name(), () -> assertRunsAsTheScript(program)));
    }

    private static void assertRunsAsTheScript(ProgramFile program) throws Exception {
        executor.assumeThatThereIs(program.directives("needs"));
        assertRunsAsTheScript(program, ReferencePython.EXECUTABLE, () -> executor.open(ExecutionLimits.defaults()));
    }

    /** Compares a program's steps in an interpreter with what this Python makes of the script. */
    static void assertRunsAsTheScript(ProgramFile program, Path python, Supplier<PythonInterpreter> interpreters)
            throws Exception {
        var expected = ReferencePython.run(python, program.reference());
        var found = runSteps(program, interpreters);
        assertThat(normalised(program, found)).as(program.name()).isEqualTo(normalised(program, expected));
    }

    private static Outcome runSteps(ProgramFile program, Supplier<PythonInterpreter> interpreters) {
        var stdout = new StringBuilder();
        var stderr = new StringBuilder();
        int exitCode = 0;
        try (var interpreter = interpreters.get()) {
            for (String step : program.steps()) {
                var result = interpreter.run(step, TIMEOUT);
                stdout.append(result.stdout());
                stderr.append(result.stderr());
                exitCode = result.exitCode();
            }
        }
        return new Outcome(stdout.toString(), stderr.toString(), exitCode);
    }

    private static Outcome normalised(ProgramFile program, Outcome outcome) {
        return new Outcome(
                normalised(program, outcome.stdout()), normalised(program, outcome.stderr()), outcome.exitCode());
    }

    /** Takes out what differs from run to run: addresses, directories, and whether lines count from the step's start. */
    private static String normalised(ProgramFile program, String output) {
        String text = STEP_LINE.matcher(output).replaceAll(found -> lineInFile(program, found));
        text = text.replaceAll("0x[0-9a-f]{6,}", "0xADDRESS")
                .replaceAll("File \"(?!/usr/)[^\"<]*/", "File \"")
                .replaceAll("Previous line repeated \\d+", "Previous line repeated N");
        return program.directive("compare", "").equals("loosely") ? withoutCarets(text) : text;
    }

    private static String lineInFile(ProgramFile program, MatchResult found) {
        boolean traceback = found.group(1) != null;
        int step = Integer.parseInt(found.group(traceback ? 1 : 3));
        int line = Integer.parseInt(found.group(traceback ? 2 : 4)) + program.linesBefore(step);
        return traceback ? "\"<program>\", line " + line : "<program>:" + line + ":";
    }

    /** Python's two tokenizers, of files and of strings, disagree about columns and indentation of the line they show. */
    private static String withoutCarets(String text) {
        return text.replaceAll("(?m)^[ ^]+\\R", "").replaceAll("(?m)^[ \\t]+", "");
    }
}
