package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.worker.Mount;
import org.openenv.coding.server.python.worker.SandboxMode;
import org.openenv.coding.server.python.worker.WorkerConfig;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theHelpShowsTheOptionsOfTheCodingEnvironmentAmongTheOthers() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains("--step-timeout=TIME", "[OPENENV_STEP_TIMEOUT, default 30s]", "Limits of an episode")
                .containsPattern("run +Runs a program as a step")
                .containsPattern("bench +Measures an OpenEnv server");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --step-timout=5s  | Unknown option: '--step-timout=5s' (did you mean --step-timeout?)
            --sandbox=full    | Invalid value for option '--sandbox': expected one of [AUTO, STRICT, OFF] (case-insensitive) but was 'full'
            --mount=/data     | Invalid value for option '--mount' (HOST:PATH): '/data' is not a mount such as /data/books:/books:ro
            --mount=data:/d   | Invalid value for option '--mount' (HOST:PATH): 'data:/d': host must be absolute, was data
            --pool=0          | --pool must be 1 to 1000, was 0
            --memory=lots     | Invalid value for option '--memory': 'lots' is not a size such as 64K, 512M or 1G
            --memory=1K       | --memory must be 32M to 16T, was 1K
            --output=3G       | --output must be 1K to 256M, was 3G
            --step-timeout=30 | Invalid value for option '--step-timeout': '30' is not a duration such as 500ms, 30s, 5m or 2h
            --step-timeout=0  | --step-timeout must be 1ms to 365d, was 0
            --step-timeout=999999999h | Invalid value for option '--step-timeout': '999999999h' is longer than 365d, the most a duration may be
            --processes=-1    | --processes must be 1 to 4000000, was -1
            --env-config=coding_env.x=1 | --env-config sets other environments; 'coding_env' is set by the options of its own, was 'coding_env.x=…'
            """)
    void aMistakeIsOneLineOnStderrAndCode2(String arg, String message) {
        assertThat(execute(arg)).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("coding-env-server: " + message + "; --help lists the options\n");
        assertThat(out.toString()).isEmpty();
    }

    @Nested
    class TheSettings {

        @Test
        void areTheDefaultsWhereNothingIsSet() {
            assertThat(CodingOptions.from(Map.of()).config()).isEqualTo(CodingConfig.defaults());
            assertThat(CodingOptions.from(Map.of("OPENENV_MEMORY", " ")).config())
                    .isEqualTo(CodingConfig.defaults());
        }

        @Test
        void comeFromVariables() {
            CodingConfig config = CodingOptions.from(Map.ofEntries(
                            entry("OPENENV_PYTHON", "/opt/python3"),
                            entry("OPENENV_POOL", "3"),
                            entry("OPENENV_PRELOAD", "numpy,pandas"),
                            entry("OPENENV_SANDBOX", "strict"),
                            entry("OPENENV_NETWORK", "true"),
                            entry("OPENENV_MOUNT", "/a:/b,/c:/d:ro"),
                            entry("OPENENV_ENV", "A=1,2\nB=x=y"),
                            entry("OPENENV_ECHO_RESULT", "true"),
                            entry("OPENENV_NO_REWARDS", "true"),
                            entry("OPENENV_USAGE", "true"),
                            entry("OPENENV_NO_LAST_CODE", "true"),
                            entry("OPENENV_STEP_TIMEOUT", "1500ms"),
                            entry("OPENENV_INTERRUPT_GRACE", "0"),
                            entry("OPENENV_CPU_TIME", "2m"),
                            entry("OPENENV_MEMORY", "1G"),
                            entry("OPENENV_PROCESSES", "7"),
                            entry("OPENENV_OUTPUT", "64K")))
                    .config();

            ExecutionLimits limits = ExecutionLimits.defaults();
            assertThat(config.rewards()).isFalse();
            assertThat(config.details()).isEqualTo(new StepDetails(true, false, Set.of()));
            assertThat(config.worker())
                    .isEqualTo(WorkerConfig.defaults()
                            .withPython(Path.of("/opt/python3"))
                            .withPool(3)
                            .withPreload(List.of("numpy", "pandas"))
                            .withSandbox(SandboxMode.STRICT)
                            .withNetwork(true)
                            .withMounts(List.of(
                                    new Mount(Path.of("/a"), Path.of("/b")), new Mount(Path.of("/c"), Path.of("/d"))))
                            .withEnvironment(Map.of("A", "1,2", "B", "x=y"))
                            .withEchoResult(true)
                            .withLimits(new ExecutionLimits(
                                    Duration.ofMillis(1500),
                                    Duration.ZERO,
                                    Duration.ofMinutes(2),
                                    1L << 30,
                                    7,
                                    limits.openFiles(),
                                    limits.fileBytes(),
                                    limits.diskBytes(),
                                    65536)));
        }

        @Test
        void thatMakeNoSenseNameTheirVariable() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CodingOptions.from(Map.of("OPENENV_MEMORY", "lots")))
                    .withMessageContaining("'lots' is not a size")
                    .withMessageEndingWith("(from the environment variable OPENENV_MEMORY)");
        }
    }

    private int execute(String... args) {
        return CodingEnvServer.program()
                .commandLine(Map.of(), args)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
