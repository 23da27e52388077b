package org.openenv.examples.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/** A project of a stranger that names this project's artifacts by their coordinates, and nothing else. */
class ConsumerProjectIT {

    private static final String CLASS_PATH = "target/classes:target/lib/*";

    @Test
    void embedsTheServerAndCallsAnother(@TempDir Path folder) throws Exception {
        var repository = ThrowawayRepository.in(Files.createDirectory(folder.resolve("repository")));
        Path embedding = build(folder, repository, "embedding", "coding-env-server", "Embedding");
        Path calling = build(folder, repository, "calling", "coding-env-client", "Calling");

        assertThat(Run.java(embedding, "-cp", CLASS_PATH, "Embedding"))
                .contains("{\"observation\":{\"stdout\":\"42\\n\",\"stderr\":\"\",\"exit_code\":0,");
        try (EnvironmentHost host =
                EnvironmentHost.start(HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env"))) {
            assertThat(Run.java(
                            calling, "-cp", CLASS_PATH, "Calling", host.uri().toString()))
                    .endsWith("42\n");
        }
        assertThat(libraries(calling))
                .anyMatch(jar -> jar.startsWith("coding-env-models"))
                .noneMatch(jar -> jar.matches("(coding-env-server|picocli|logback).*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.15.4", "2.17.3", "2.22.4"})
    void callsAServerWithTheJacksonItHasAlready(String jackson, @TempDir Path folder) throws Exception {
        var repository = ThrowawayRepository.in(Files.createDirectory(folder.resolve("repository")));
        write(folder, "calling", "coding-env-client", "Calling");
        Path project = folder.resolve("calling");
        Path pom = project.resolve("pom.xml");
        Files.writeString(
                pom,
                Files.readString(pom)
                        .replaceFirst(
                                "<dependencies>",
                                "<dependencyManagement><dependencies><dependency>"
                                        + "<groupId>com.fasterxml.jackson</groupId><artifactId>jackson-bom</artifactId>"
                                        + "<version>" + jackson + "</version><type>pom</type><scope>import</scope>"
                                        + "</dependency></dependencies></dependencyManagement><dependencies>"));
        assertThat(Run.maven(project, repository, "package")).contains("BUILD SUCCESS");
        assertThat(libraries(project)).contains("jackson-databind-" + jackson + ".jar");
        try (EnvironmentHost host =
                EnvironmentHost.start(HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env"))) {
            assertThat(Run.java(
                            project, "-cp", CLASS_PATH, "Calling", host.uri().toString()))
                    .endsWith("42\n");
        }
    }

    private static Path build(Path folder, ThrowawayRepository repository, String name, String artifact, String main)
            throws Exception {
        write(folder, name, artifact, main);
        Path project = folder.resolve(name);
        assertThat(Run.maven(project, repository, "package")).contains("BUILD SUCCESS");
        return project;
    }

    private static List<String> libraries(Path project) throws IOException {
        try (Stream<Path> jars = Files.list(project.resolve("target/lib"))) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }

    private static void write(Path folder, String name, String artifact, String main) throws IOException {
        Path sources = Files.createDirectories(folder.resolve(name).resolve("src/main/java"));
        Files.writeString(sources.resolve(main + ".java"), resource(main + ".java.txt"));
        Files.writeString(
                folder.resolve(name).resolve("pom.xml"),
                resource("pom.xml")
                        .replace("@artifact@", artifact)
                        .replace("@name@", name)
                        .replace("@version@", System.getProperty("project.version")));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ConsumerProjectIT.class.getResourceAsStream("consumer/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
