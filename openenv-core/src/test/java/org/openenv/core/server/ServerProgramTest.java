package org.openenv.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.spi.PluginJar;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** The command line that every server has. */
class ServerProgramTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Nested
    class Help {

        @Test
        void showsEachOptionWithItsVariablesAndItsDefault() {
            assertThat(execute(Map.of(), "--help")).isZero();
            for (OptionSpec option : command(Map.of()).getCommandSpec().options()) {
                assertThat(out.toString()).contains(option.longestName());
                Variables.of(option)
                        .forEach(variable -> assertThat(out.toString())
                                .containsPattern("\\[([A-Z_]+ or )?" + variable + "( or [A-Z_]+)?(, default .+)?]"));
            }
        }

        @Test
        void namesTheVariablesOfOtherServersAsAliases() {
            execute(Map.of(), "--help");
            assertThat(out.toString())
                    .contains(
                            "[OPENENV_HOST or HOST, default 127.0.0.1]",
                            "[OPENENV_PORT or PORT, default 8000]",
                            "[OPENENV_MAX_SESSIONS or MAX_CONCURRENT_ENVS]",
                            "[OPENENV_WEB or ENABLE_WEB_INTERFACE, default auto]");
        }

        @Test
        void tellsWhatEachCommandDoes() {
            execute(Map.of(), "--help");
            assertThat(out.toString())
                    .containsPattern("init +Writes a Maven project")
                    .containsPattern("validate +Puts an OpenEnv server");
        }

        @ParameterizedTest
        @ValueSource(strings = {"init", "validate"})
        void ofACommandHasNoVariables(String name) {
            assertThat(execute(Map.of(), name, "--help")).isZero();
            assertThat(out.toString()).contains("Usage: my-env " + name).doesNotContain("OPENENV_");
        }

        @Test
        void tellsTheVersion() {
            assertThat(execute(Map.of(), "--version")).isZero();
            assertThat(out.toString()).startsWith("my-env ");
        }
    }

    @Nested
    class AMistake {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                --prot            | Unknown option: '--prot' (did you mean --port?)
                --max-session=5   | Unknown option: '--max-session=5' (did you mean --max-sessions?)
                --nothing-like-it | Unknown option: '--nothing-like-it'
                validat           | Unknown argument: 'validat' (did you mean validate?)
                leftover          | Unknown argument: 'leftover'
                --port=eight      | Invalid value for option '--port': 'eight' is not a whole number of at most 2147483647
                --port=70000      | --port must be 0 to 65535, was 70000
                --port=-1         | --port must be 0 to 65535, was -1
                --max-sessions=0  | --max-sessions must be 1 to 1000000, was 0
                --max-sessions=99999999999 | Invalid value for option '--max-sessions': '99999999999' is not a whole number of at most 2147483647
                --admission-queue=-1 | --admission-queue must be 0 to 1000000, was -1
                --max-connections-per-address=0 | --max-connections-per-address must be 1 to 1000000, was 0
                --max-message-size=1 | --max-message-size must be 1K to 1G, was 1
                --max-message-size=3G | --max-message-size must be 1K to 1G, was 3G
                --ping-interval=0 | --ping-interval must be 1ms to 365d, was 0
                --session-timeout=999999999h | Invalid value for option '--session-timeout': '999999999h' is longer than 365d, the most a duration may be
                --drain-grace=99999999999999999999s | Invalid value for option '--drain-grace': '99999999999999999999s' is longer than 365d, the most a duration may be
                --session-timeout=-1s | Invalid value for option '--session-timeout': '-1s' is not a duration such as 500ms, 30s, 5m or 2h
                --trajectories-max-size=99999999999999999999G | Invalid value for option '--trajectories-max-size': '99999999999999999999G' is more bytes than can be counted
                --auth-token=short | the token of --auth-token or --auth-token-file must have at least 8 characters, has 5
                --auth-token-file=/no/such | can't read the token from /no/such: java.nio.file.NoSuchFileException: /no/such
                --plugins=/no/such | no folder of jars that can be read: /no/such
                --env-config=x.y=1 | --env-config is NAME.KEY=VALUE with the NAME of an environment here, one of [fake]; was 'x.y=…'
                --env-config=x    | Invalid value for option '--env-config': 'x' is not NAME.KEY=VALUE
                --validation-token=short | the validation token must have 32 to 256 characters, has 5
                --root-path=foo   | the root path must begin with '/', was 'foo'
                --port            | Missing required parameter for option '--port' (N)
                """)
        void isOneLineOnStderrAndCode2(String arg, String message) {
            assertThat(execute(Map.of(), arg)).isEqualTo(2);
            assertThat(err.toString()).isEqualTo("my-env: " + message + "; --help lists the options\n");
            assertThat(out.toString()).isEmpty();
        }

        @Test
        void cantDriveTheTerminal() {
            assertThat(execute(Map.of(), "--no\u001b[2J\nsuch")).isEqualTo(2);
            assertThat(err.toString()).hasLineCount(1).doesNotContain("\u001b").contains("\\u001b[2J");
        }

        @Test
        void inAVariableThatAnOptionOverridesIsNone() {
            assertThat(execute(Map.of("PORT", "eight"), "--port=0", "--max-message-size=lots"))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("'lots'").doesNotContain("eight", "variable");
        }

        @Test
        void inAVariableNamesTheVariable() {
            assertThat(execute(Map.of("PORT", "abc"))).isEqualTo(2);
            assertThat(err.toString())
                    .contains("(from the environment variable PORT)")
                    .hasLineCount(1);
            execute(Map.of("PORT", "1", "OPENENV_PORT", "99999"));
            assertThat(err.toString())
                    .contains("--port must be 0 to 65535, was 99999 (from the environment variable OPENENV_PORT)");
        }
    }

    @Nested
    class Variable {

        private List<String> warnings(String... names) {
            Map<String, String> environment = new java.util.HashMap<>();
            List.of(names).forEach(name -> environment.put(name, "x"));
            return new Variables(environment).warnings(command(Map.of()).getCommandSpec());
        }

        @Test
        void thatNothingReadsIsWarnedAboutWithTheNearest() {
            assertThat(warnings("OPENENV_MAX_SESSION", "OPENENV_NOTHING_AT_ALL_LIKE_IT", "HOME", "OPENENV_PORT"))
                    .containsExactly(
                            "nothing reads the environment variable OPENENV_MAX_SESSION; did you mean"
                                    + " OPENENV_MAX_SESSIONS?",
                            "nothing reads the environment variable OPENENV_NOTHING_AT_ALL_LIKE_IT; --help names those"
                                    + " there are");
        }

        @Test
        void thatSomebodyGuessesForTheTokenIsRead() {
            assertThat(execute(Map.of("OPENENV_TOKEN", "short"))).isEqualTo(2);
            assertThat(err.toString()).contains("must have at least 8 characters, has 5");
            assertThat(warnings("OPENENV_TOKEN", "OPENENV_AUTH_TOKEN")).isEmpty();
            assertThat(warnings("OPENENV_TOKENS")).singleElement().asString().endsWith("did you mean OPENENV_TOKEN?");
        }

        @Test
        void ofAnEarlierNameIsStillRead() {
            assertThat(warnings("OPENENV_LOG_CODE", "OPENENV_LOG_ACTIONS")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1500ms, 1500", "30s, 30000", "5m, 300000", "2h, 7200000", "1d, 86400000"})
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
    @ValueSource(strings = {"", "-1", "1.5G", "K", "1X", "99999999999999999999", "999999999999T"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new SizeConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1s", "1.5s", "s", "10", "1y", "9999999999s", "366d"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    /** The folder is nobody's any more: an operator may put another jar there and start again. */
    @Test
    void aStartThatFailsClosesItsPlugInsAndTheirJars(@TempDir Path folder) throws IOException {
        PluginJar.write(folder, "a.jar", "unlucky");
        System.clearProperty("closed.unlucky");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(execute(Map.of(), "--plugins=" + folder, "--port=" + taken.getLocalPort()))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).contains("can't listen on 127.0.0.1:");
        assertThat(System.getProperty("closed.unlucky")).isEqualTo("true");
        assertThat(PluginJar.open(folder)).isEmpty();
    }

    private int execute(Map<String, String> environment, String... args) {
        return command(environment, args).execute(args);
    }

    private CommandLine command(Map<String, String> environment, String... args) {
        return ServerProgram.named("my-env")
                .commandLine(environment, args)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }
}
