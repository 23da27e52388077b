package org.openenv.core.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.spi.PluginJar;
import org.openenv.core.testing.RawHttp;

/** What a server says when it starts is the same however slowly its parts are set up beside each other. */
class StartTest {

    private static final int DEADLINE_SECONDS = 120;

    @TempDir
    Path folder;

    private Process start(Path stderr, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("-Dslf4j.provider=" + SlowLogging.class.getName());
        command.add(ServerProgram.class.getName());
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectError(stderr.toFile());
        builder.environment().put("OPENENV_MAX_SESSION", "3");
        return builder.start();
    }

    /** Returns the lines but those by which SLF4J tells that it was given another provider than it would choose. */
    private static List<String> lines(Path stderr) throws IOException {
        return Files.readAllLines(stderr).stream()
                .filter(line -> !line.contains("Attempting to load provider"))
                .toList();
    }

    @Test
    void aServerThatStartsWarnsOfNothingButWhatIsWrong() throws Exception {
        Path stderr = folder.resolve("stderr");
        Process server = start(stderr, "--port=0");
        try {
            BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
            assertThat(out.readLine())
                    .as("%s", lines(stderr))
                    .startsWith("openenv-server ")
                    .contains("fake at http://");
        } finally {
            server.destroy();
            assertThat(server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(lines(stderr))
                .containsExactly("openenv-server: warning: nothing reads the environment variable OPENENV_MAX_SESSION;"
                        + " did you mean OPENENV_MAX_SESSIONS?");
    }

    @Test
    void aServerThatCantStartSaysWhyInOneLine() throws Exception {
        Path stderr = folder.resolve("stderr");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process server = start(stderr, "--port=" + taken.getLocalPort());
            assertThat(server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(1);
        }
        assertThat(lines(stderr)).hasSize(2).last().asString().contains("can't listen on 127.0.0.1:");
    }

    /** Two jars with one name, a setting for one of them, and the numbers of all: as an operator has them. */
    @Test
    void plugInsAreServedConfiguredAndWatchedAndOneOfTwoAlikeIsLeftOut() throws Exception {
        PluginJar.write(folder, "a.jar", "dotted.name");
        PluginJar.write(folder, "b.jar", "dotted.name");
        Path stderr = folder.resolve("stderr");
        Process server =
                start(stderr, "--port=0", "--plugins=" + folder, "--env-config=dotted.name.greeting=hello=you");
        try {
            String line = server.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(line).as("%s", lines(stderr)).contains("fake, dotted.name at http://");
            var http = new RawHttp(URI.create(line.replaceFirst(".*(http://[^,]+),.*", "$1")));
            http.post("/envs/dotted.name/reset", "");
            assertThat(http.get("/metrics").body())
                    .contains(
                            "# HELP openenv_greeting_at_start Greeting at start.",
                            "openenv_greeting_at_start{environment=\"dotted.name\"} 9.0",
                            "openenv_greeting_when_made{environment=\"dotted.name\"} 9.0");
        } finally {
            server.destroy();
            assertThat(server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(lines(stderr))
                .contains("openenv-server: warning: the plugin " + folder.resolve("b.jar")
                        + " is left out: its environment 'dotted.name' has the name of one of a.jar; rename or remove"
                        + " one");
    }
}
