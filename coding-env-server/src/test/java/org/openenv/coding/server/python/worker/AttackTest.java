package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonInterpreter;

/**
 * Hostile programs: what each does to its own session is its own affair, as long as that answers; its neighbour and the
 * host notice nothing. The directives of a program say what must hold for its session: {@code expect} whether its variables
 * live, {@code cause} how its last step may end, {@code exit} with which code, {@code stdout-contains} what it must have
 * written, {@code cpu-seconds} how little it must take. A program that gets through to something it must not reach says BREACH.
 */
@Tag("python")
class AttackTest {

    private static final int MIB = 1 << 20;
    private static final ExecutionLimits LIMITS = new ExecutionLimits(
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ZERO,
            256 * MIB,
            32,
            128,
            16 * MIB,
            16 * MIB,
            MIB / 16);
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static TestExecutor executor;
    private static Canaries canaries;
    private static String prelude;

    @BeforeAll
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static void start() throws Exception {
        canaries = new Canaries();
        executor = new TestExecutor();
        prelude = Files.readString(ProgramFile.resource("attacks/prelude.txt"));
    }

    @AfterAll
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static void stop() throws Exception {
        try {
            executor.close();
        } finally {
            canaries.close();
        }
    }

    @Test
    void attacksAreThere() {
        assertThat(ProgramFile.in("attacks")).hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x = 1\0", "\ud800", "'\udc80 \ud800'", "\ufeff\ufeffx", "\u0000", "\u2028x", "\r", "#\f"})
    void anyTextIsAnsweredAndTheSessionGoesOn(String text) {
        try (var interpreter = executor.open(LIMITS)) {
            run(interpreter, "mine = 1", SLACK);
            run(interpreter, text, SLACK);
            assertThat(run(interpreter, "print(mine)", SLACK).stdout()).isEqualTo("1\n");
        }
    }

    @Test
    void aTextOfManyMegabytesIsAnswered() {
        try (var interpreter = executor.open(LIMITS)) {
            var result = run(interpreter, "x = 1\n#" + "x".repeat(8 * MIB) + "\nprint(x)", SLACK);
            assertThat(result.stdout()).as("%s", result.cause()).isEqualTo("1\n");
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> harmsNobodyButItself() {
        assumeTrue(executor.confines(), "without a sandbox they would do what they say");
        return ProgramFile.in("attacks").stream()
                .map(attack -> dynamicTest(attack.name(), () -> assertHarmsNobodyButItself(attack)));
    }

    private static void assertHarmsNobodyButItself(ProgramFile attack) throws Exception {
        executor.assumeThatThereIs(attack.directives("needs"));
        executor.assumeThatThereIs(
                attack.directives("rung").stream().filter("namespaces"::equals).toList());
        try (var neighbour = new Neighbour();
                var attacker = executor.open(LIMITS)) {
            var results = attack(attacker, attack, neighbour.file);
            assertEndsAsExpected(attack, results);
            assertNothingGotThrough(attack, results, neighbour.secret);
            neighbour.assertUntouched();
            canaries.assertUntouched();
            assertNextSessionIsClean(neighbour.file);
        }
    }

    /** Runs all steps, and two more to see whether the session goes on. */
    private static List<CodeExecResult> attack(PythonInterpreter attacker, ProgramFile attack, String neighbourFile) {
        var timeout = timeOf(attack);
        run(attacker, prelude, SLACK);
        run(attacker, canaries.described(executor, neighbourFile), SLACK);
        var results = new ArrayList<CodeExecResult>();
        for (String step : attack.steps()) {
            results.add(run(attacker, step, timeout));
        }
        results.add(run(attacker, "print('variables', 'live' if 'mine' in globals() else 'lost')", SLACK));
        results.add(run(attacker, "1 + 1", SLACK));
        return results;
    }

    /** What may not end by the clock is given more time than a busy machine takes. */
    private static Duration timeOf(ProgramFile attack) {
        long seconds = Long.parseLong(attack.directive("timeout", "10"));
        var causes = attack.directive("cause", "any");
        boolean mayTimeOut = causes.contains("timeout") || causes.equals("any");
        return Duration.ofSeconds(mayTimeOut ? seconds : Math.max(seconds, 90));
    }

    private static CodeExecResult run(PythonInterpreter interpreter, String code, Duration timeout) {
        return assertTimeoutPreemptively(
                timeout.plus(SLACK), () -> interpreter.run(code, timeout), "a step is always answered");
    }

    private static void assertEndsAsExpected(ProgramFile attack, List<CodeExecResult> results) {
        var last = results.get(results.size() - 3);
        var told = attack.name() + ": " + last;
        var after = results.get(results.size() - 2);
        var causes = attack.directive("cause", "any");
        if (!causes.equals("any")) {
            assertThat(last.cause().wireName()).as(told).isIn((Object[]) causes.split("\\|"));
        }
        var exit = attack.directive("exit", "any");
        if (!exit.equals("any")) {
            assertThat(last.exitCode()).as(told).isEqualTo(Integer.parseInt(exit));
        }
        var most = attack.directive("cpu-seconds", "");
        if (!most.isEmpty()) {
            var used = last.usage().user().plus(last.usage().system());
            assertThat(used).as(told).isLessThan(Duration.ofSeconds(Long.parseLong(most)));
        }
        switch (attack.directive("expect", "unspecified")) {
            case "alive" -> assertThat(after.stdout()).as(told).contains("variables live");
            case "dead" -> assertThat(after.stdout()).as(told).contains("variables lost");
            default -> assertThat(attack.directive("expect", "unspecified")).isEqualTo("any");
        }
        var stdout = results.stream().map(CodeExecResult::stdout).collect(Collectors.joining());
        for (String expected : attack.directives("stdout-contains")) {
            assertThat(stdout).as(told).contains(expected);
        }
    }

    private static void assertNothingGotThrough(
            ProgramFile attack, List<CodeExecResult> results, String neighbourSecret) {
        for (var result : results) {
            assertThat(result.toString()).as(attack.name()).doesNotContain(canaries.secret(), neighbourSecret);
            assertThat(result.stdout()).as(attack.name()).doesNotContain("BREACH");
            assertThat(result.error() == null ? "" : result.error().message())
                    .as(attack.name())
                    .doesNotContain("BREACH");
        }
    }

    private static void assertNextSessionIsClean(String neighbourFile) {
        try (var next = executor.open(LIMITS)) {
            var code =
                    "import os\nprint(6 * 7, [p for p in ('.', '..', '/tmp', '/dev/shm') if os.path.exists(f'{p}/%s')])"
                            .formatted(neighbourFile);
            var result = run(next, code, SLACK);
            assertThat(result.stdout()).as("%s", result).isEqualTo("42 []\n");
        }
    }

    /** A well-behaved session with a variable and a file, which must find both again and hear nothing. */
    private static final class Neighbour implements AutoCloseable {

        private final String secret = "secret-" + UUID.randomUUID();
        private final String file = "neighbour-" + UUID.randomUUID();
        private final PythonInterpreter interpreter = executor.open(LIMITS);

        Neighbour() {
            run(
                    interpreter,
                    "secret = '%s'\nwith open('%s', 'w') as f: f.write(secret)".formatted(secret, file),
                    SLACK);
        }

        void assertUntouched() {
            var result = run(interpreter, "print(secret, open('%s').read())".formatted(file), SLACK);
            assertThat(result.stdout()).as("%s", result).isEqualTo("%s %s\n", secret, secret);
            assertThat(result.stderr()).isEmpty();
            assertThat(result.stateLost()).isFalse();
        }

        @Override
        public void close() {
            interpreter.close();
        }
    }
}
