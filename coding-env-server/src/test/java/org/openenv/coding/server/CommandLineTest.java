package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.worker.Mount;
import org.openenv.coding.server.python.worker.SandboxMode;
import org.openenv.coding.server.python.worker.WorkerConfig;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Nested
    class Help {

        @Test
        void showsEachOptionWithItsVariableAndItsDefault() {
            assertThat(execute(Map.of(), "--help")).isZero();
            assertThat(out.toString()).contains("--step-timeout=TIME").contains("[OPENENV_STEP_TIMEOUT, default 30s]");
            for (OptionSpec option : command(Map.of()).getCommandSpec().options()) {
                assertThat(out.toString()).contains(option.longestName());
                Variables.of(option)
                        .ifPresent(variable ->
                                assertThat(out.toString()).containsPattern("\\[" + variable + "(, default .+)?]"));
            }
        }

        @Test
        void usesTheNamesThatOpenEnvServersKnow() {
            execute(Map.of(), "--help");

            assertThat(out.toString())
                    .contains("[HOST, default 127.0.0.1]", "[PORT, default 8000]", "[MAX_CONCURRENT_ENVS]");
        }

        @Test
        void tellsTheVersion() {
            assertThat(execute(Map.of(), "--version")).isZero();
            assertThat(out.toString()).startsWith("coding-env-server ");
        }
    }

    @Nested
    class AMistake {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                --step-timout=5s  | Unknown option: '--step-timout=5s' (did you mean --step-timeout?)
                --sandbox=full    | Invalid value for option '--sandbox': expected one of [AUTO, STRICT, OFF] (case-insensitive) but was 'full'
                --mount=/data     | Invalid value for option '--mount' (HOST:PATH): '/data' is not a mount such as /data/books:/books:ro
                --mount=data:/d   | Invalid value for option '--mount' (HOST:PATH): 'data:/d': host must be absolute, was data
                --pool=0          | pool must be at least 1, was 0
                --port=eight      | Invalid value for option '--port': 'eight' is not an int
                --port=70000      | port must be 0 to 65535, was 70000
                --max-sessions=0  | maxSessions must be at least 1, was 0
                --memory=lots     | Invalid value for option '--memory': 'lots' is not a size such as 64K, 512M or 1G
                --step-timeout=30 | Invalid value for option '--step-timeout': '30' is not a duration such as 500ms, 30s, 5m or 2h
                --step-timeout=0  | stepTimeout must be positive, was 0
                --session-timeout=-1s | Invalid value for option '--session-timeout': '-1s' is not a duration such as 500ms, 30s, 5m or 2h
                --auth-token=short | authToken must have at least 8 characters, has 5
                --auth-token-file=/no/such | can't read the token from /no/such: java.nio.file.NoSuchFileException: /no/such
                --processes=-1    | processes must be positive, was -1
                --port            | Missing required parameter for option '--port' (N)
                leftover          | Unmatched argument at index 0: 'leftover'
                """)
        void isOneLineOnStderrAndCode2(String arg, String message) {
            assertThat(execute(Map.of(), arg)).isEqualTo(2);
            assertThat(err.toString())
                    .isEqualTo("coding-env-server: " + message + "; --help lists the options" + System.lineSeparator());
            assertThat(out.toString()).isEmpty();
        }

        @Test
        void inAVariableThatAnOptionOverridesIsNone() {
            assertThat(execute(
                            Map.of("PORT", "eight", "OPENENV_POOL", "x"), "--port=0", "--pool", "1", "--memory=lots"))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("'lots'").doesNotContain("eight", "variable");
        }

        @Test
        void inAVariableNamesTheVariable() {
            assertThat(execute(Map.of("PORT", "eight"))).isEqualTo(2);
            assertThat(err.toString()).contains("'eight' is not an int (from the environment variable PORT)");
        }
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
                            entry("OPENENV_STEP_TIMEOUT", "1500ms"),
                            entry("OPENENV_INTERRUPT_GRACE", "0"),
                            entry("OPENENV_CPU_TIME", "2m"),
                            entry("OPENENV_MEMORY", "1G"),
                            entry("OPENENV_PROCESSES", "7"),
                            entry("OPENENV_OUTPUT", "64K")))
                    .config();

            ExecutionLimits limits = ExecutionLimits.defaults();
            assertThat(config.rewards()).isFalse();
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

    @ParameterizedTest
    @CsvSource({"0, 0", "1500ms, 1500", "30s, 30000", "5m, 300000", "2h, 7200000"})
    void durationsAreReadAsPeopleWriteThem(String text, long millis) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "65536, 65536",
        "64K, 65536",
        "64k, 65536",
        "64KiB, 65536",
        "1GB, 1073741824",
        "1t, 1099511627776"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5G", "K", "1X", "99999999999999", "999999999999T"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatIllegalTypeConversion(() -> new SizeConverter().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1s", "1.5s", "s", "10", "1d", "9999999999s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatIllegalTypeConversion(() -> new DurationConverter().convert(text));
    }

    private static void assertThatIllegalTypeConversion(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(TypeConversionException.class);
    }

    private int execute(Map<String, String> environment, String... args) {
        return command(environment, args).execute(args);
    }

    private CommandLine command(Map<String, String> environment, String... args) {
        return CodingEnvServer.commandLine(environment, args)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }
}
