package org.openenv.examples.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;
import org.openenv.examples.echo.Echo;
import org.openenv.examples.project.calendar.Calendar;

/** What {@code init} writes builds, passes its tests, serves, and keeps every promise. */
class GeneratedProjectIT {

    private static final String SERVER = System.getProperty("runnable.jar");

    @Test
    void buildsPassesItsTestsServesAndIsStepped(@TempDir Path folder) throws Exception {
        Run.java(folder, "-jar", SERVER, "init", "my-env", "--package", "com.acme.myenv");
        Path project = folder.resolve("my-env");
        addTheCalendar(project);
        var repository = ThrowawayRepository.in(Files.createDirectory(folder.resolve("repository")));

        assertThat(Run.maven(project, repository, "package"))
                .contains("BUILD SUCCESS", "MyEnvironmentTest")
                .containsPattern("Tests run: [4-9]\\d, Failures: 0, Errors: 0, Skipped: \\d+")
                .doesNotContain("[WARNING] COMPILATION");
        saysInOneLineWhatIsWrong(project);
        isStepped(project);
        assertThat(Run.java(project, "-jar", SERVER, "validate", "target/my-env-thin.jar"))
                .contains("my_env of target/my-env-thin.jar", "calendar_env of target/my-env-thin.jar", " 0 failed")
                .doesNotContainPattern("[1-9]\\d* failed");
        isAPlugIn(project);
    }

    /** An environment whose records have times, optional components, enums as keys and alternatives, beside the generated one. */
    private static void addTheCalendar(Path project) throws IOException {
        Path sources = Path.of("src/test/java/org/openenv/examples/project/calendar");
        Path target = Files.createDirectories(project.resolve("src/main/java/org/openenv/examples/project/calendar"));
        for (String name : new String[] {"Calendar.java", "package-info.java"}) {
            Files.copy(sources.resolve(name), target.resolve(name));
        }
        Files.writeString(
                project.resolve("src/main/resources/META-INF/services/org.openenv.core.spi.EnvironmentProvider"),
                "org.openenv.examples.project.calendar.Calendar$Provider\n",
                StandardOpenOption.APPEND);
    }

    private static void isAPlugIn(Path project) throws Exception {
        Path folder = Files.createDirectory(project.resolve("plugins"));
        Files.copy(project.resolve("target/my-env-thin.jar"), folder.resolve("my-env.jar"));
        try (Run server = Run.start(
                project,
                Map.of(),
                Run.javaProgram(),
                "-jar",
                SERVER,
                "--port=0",
                "--plugins=" + folder,
                "--auth-token=secret-word")) {
            String uri = server.line(" at http://").replaceFirst(".*(http://[^,]+),.*", "$1");
            try (var client = EnvClient.connect(
                    uri + "/envs/calendar_env",
                    new Calendar.Provider().types(),
                    ClientConfig.defaults().withToken("secret-word"))) {
                plans(client);
            }
        }
    }

    private static void plans(EnvClient<Calendar.Move, Calendar.Seen, Calendar.Plan> client) {
        client.reset();
        var meeting = new Calendar.Book(Instant.EPOCH, Duration.ofHours(1), DayOfWeek.MONDAY, Optional.of("meeting"));
        assertThat(client.step(meeting).observation())
                .isEqualTo(
                        new Calendar.Week(Map.of(DayOfWeek.MONDAY, Duration.ofHours(1)), Optional.of(Instant.EPOCH)));
        assertThat(client.step(meeting).observation()).isEqualTo(new Calendar.Clash(meeting));
    }

    /** A mistake is one line, as with every server. */
    private static void saysInOneLineWhatIsWrong(Path project) throws Exception {
        try (Run server = Run.start(project, Map.of("PORT", "abc"), Run.javaProgram(), "-jar", "target/my-env.jar")) {
            assertThat(server.line("my-env: ")).contains("'abc'", "PORT");
            assertThat(server.output()).hasLineCount(1);
        }
    }

    private static void isStepped(Path project) throws Exception {
        try (Run server = Run.start(project, Map.of("PORT", "0"), Run.javaProgram(), "-jar", "target/my-env.jar")) {
            String line = server.line(" at http://");
            assertThat(line).startsWith("my-env 0.1.0-SNAPSHOT: my_env").contains(", at most ");
            String uri = line.replaceFirst(".*(http://[^,]+),.*", "$1");
            try (var client = EnvClient.connect(uri, Echo.TYPES)) {
                client.reset();
                assertThat(client.step(new Echo.Say("hello")).reward()).isEqualTo(0.5);
                assertThat(client.state().stepCount()).isEqualTo(1);
            }
            try (var client = EnvClient.connect(uri + "/envs/calendar_env", new Calendar.Provider().types())) {
                plans(client);
            }
            var http = new RawHttp(URI.create(uri));
            assertThat(http.get("/metrics").body())
                    .contains("openenv_step_seconds_count{environment=\"my_env\",outcome=\"ok\"} 1");
            assertThat(http.get("/docs").statusCode()).isEqualTo(200);
            try (var socket = RawSocket.connect(URI.create(uri), "/ws")) {
                assertThat(socket.ask("{\"type\":\"step\",\"data\":{\"message\":\"hi\"}}"))
                        .isEqualTo(
                                "{\"type\":\"observation\",\"data\":{\"observation\":{\"message\":\"hi\",\"metadata\":{}},\"reward\":0.2,\"done\":false}}");
            }
        }
    }
}
