package org.openenv.coding.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import picocli.CommandLine;

/** Measures a server of another environment, as a user would, by its URL. */
class BenchCommandTest {

    private static final String HELLO = "{\"text\":\"hello\"}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... args) {
        return new CommandLine(new BenchCommand())
                .registerConverter(Duration.class, text -> Duration.parse("PT" + text))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private int measure(HostedEnvironment<?, ?, ?> server, String... more) {
        List<String> args = new ArrayList<>(List.of(server.host().uri().toString(), "--no-references"));
        args.addAll(List.of("--warmup", "0.1S", "--duration", "0.3S", "--sessions", "1,3"));
        args.addAll(List.of(more));
        return execute(args.toArray(String[]::new));
    }

    @Test
    void measuresAnyOpenEnvServerInEveryScenarioOfTheWire(@TempDir Path dir) throws Exception {
        Path json = dir.resolve("report.json");
        Path plot = dir.resolve("plot.png");
        try (var server = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            int code = measure(
                    server,
                    "--action",
                    HELLO,
                    "--scenario",
                    "step,reset,episode,http,mixed",
                    "--json",
                    json.toString(),
                    "--plot",
                    plot.toString());

            assertThat(code).as("out: %s err: %s", out, err).isZero();
        }
        assertThat(out.toString()).contains("method:", "load average").containsPattern("server +episode +3 ");
        assertThat(err.toString()).contains("3 sessions");
        assertThat(Files.readString(json)).contains("\"scenario\":\"mixed\"", "\"p99.9_us\"", "\"errors\":{}");
        assertThat(ImageIO.read(plot.toFile()).getWidth()).isEqualTo(1000);
    }

    @Test
    void measuresACallOfAToolBesideAStep() {
        try (var server = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            assertThat(measureTools(server, HELLO))
                    .as("out: %s err: %s", out, err)
                    .isZero();
            assertThat(measureTools(server, "{\"words\":1}")).isEqualTo(1);
        }
        assertThat(out.toString())
                .containsPattern("server +ws-mcp +1 ")
                .containsPattern("mcp-post-per-step +\\d")
                .contains("tool failed=");
    }

    private int measureTools(HostedEnvironment<?, ?, ?> server, String action) {
        String url = server.host().uri().toString();
        return execute(
                url,
                "--no-references",
                "--scenario",
                "mcp",
                "--action",
                action,
                "--warmup",
                "0.1S",
                "--duration",
                "0.3S");
    }

    @Test
    void keepsToItsRateInAnOpenLoop() {
        try (var server = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            assertThat(measure(server, "--action", HELLO, "--rate", "50")).isZero();
        }
        // a busy machine may do fewer; a closed loop does thousands
        assertThat(out.toString()).containsPattern("server +step +1 +([1-9]|[1-4]\\d|5[0-5]) ");
    }

    @Test
    void measuresTwoServersByTurnsAndAnEarlierRun(@TempDir Path dir) throws Exception {
        Path json = dir.resolve("report.json");
        try (var server = HostedEnvironment.serve(new FakeEnvironment.Provider());
                var other = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            String url = other.host().uri().toString();
            String[] more = {"--action", HELLO, "--rounds", "3", "--json", json.toString(), "--against", url};
            assertThat(measure(server, more)).as("err: %s", err).isZero();
            assertThat(out.toString()).containsPattern("step +3 p99 us .* to .* (better|worse|no difference)");
            assertThat(Files.readString(json)).contains("\"subject\":\"other\"", "\"least_ratio\":");

            assertThat(measure(server, "--action", HELLO, "--rounds", "1", "--compare", json.toString()))
                    .isZero();
            assertThat(out.toString()).contains("an earlier run").containsPattern("step +1 per s .*too few rounds");
        }
    }

    @Test
    void saysWhyAnEarlierRunCannotBeCompared(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("old.json");
        assertThat(execute("--compare", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no file " + file);
        for (String content : List.of("", "{", "[]", "{\"measurements\":{\"a\":1}}")) {
            Files.writeString(file, content);
            assertThat(execute("--compare", file.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("is no report of bench --json");
        }
        assertThat(execute("--compare", file.toString(), "--against", "localhost"))
                .isEqualTo(2);
        assertThat(execute("--rounds", "0")).isEqualTo(2);
    }

    @Test
    void countsErrorsByCodeAndSaysSoInItsExitCode() {
        try (var server = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            assertThat(measure(server, "--action", "{\"wrong\":1}")).isEqualTo(1);
        }
        assertThat(out.toString()).contains("VALIDATION_ERROR=");
    }

    @Test
    void namesTheScenariosWhenAskedForAnother() {
        assertThat(execute("--scenario", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("'nonsense'", "noisy-neighbour");
    }

    @Test
    void drawsAnSvgWhereOneIsAskedFor(@TempDir Path dir) throws Exception {
        Path plot = dir.resolve("plot.svg");
        try (var server = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            assertThat(measure(server, "--action", HELLO, "--plot", plot.toString()))
                    .isZero();
        }
        assertThat(plot).content().startsWith("<svg ").contains("data:image/png;base64,");
        assertThat(dir).isDirectoryContaining("glob:**.svg").isDirectoryNotContaining("glob:**.png");
    }

    @Test
    void looksAtItsOptionsAndTheServerBeforeItMeasures(@TempDir Path dir) throws Exception {
        assertThat(execute("--plot", "x.gif")).isEqualTo(2);
        assertThat(execute("--json", dir.resolve("no/such.json").toString())).isEqualTo(2);
        assertThat(execute("--sessions", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--plot draws .png and .svg", "there is no folder", "--sessions must be 1");
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThat(execute("http://127.0.0.1:" + closed)).isEqualTo(1);
        assertThat(err.toString()).contains("nothing answers at http://127.0.0.1:" + closed);
        assertThat(out.toString()).isEmpty();
    }
}
