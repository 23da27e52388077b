package org.openenv.examples.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/** A project of a stranger that names this project's artifacts by their coordinates, and nothing else. */
class ConsumerProjectIT {

    private static final long MEGABYTE = 1_000_000;
    private static final List<String> JACKSONS = List.of("2.15.4", "2.22.4");

    @Test
    void embedsTheServerInAnExecutableJarOfJars(@TempDir Path folder) throws Exception {
        var repository = ThrowawayRepository.in(Files.createDirectory(folder.resolve("repository")));
        var embedding = ConsumerProject.write(
                        folder, "embedding", "coding-env-server", "Embedding", SpringBoot::repackaged)
                .build(repository);

        String answer = "{\"observation\":{\"stdout\":\"42\\n\",\"stderr\":\"\",\"exit_code\":0,";
        assertThat(embedding.run("Embedding")).contains(answer).doesNotContain("XNIO");
        assertThat(Run.java(embedding.folder(), "-jar", "target/embedding-1.jar"))
                .contains(answer);
    }

    @Test
    void callsAServerWithLittleOnItsClassPath(@TempDir Path folder) throws Exception {
        var repository = ThrowawayRepository.in(Files.createDirectory(folder.resolve("repository")));
        var calling = ConsumerProject.write(
                        folder, "calling", "coding-env-client", "Calling", ConsumerProjectIT::withJacksons)
                .build(repository);

        assertThat(calling.libraries().keySet())
                .map(jar -> jar.replaceFirst("-\\d.*", ""))
                .containsExactly(
                        "coding-env-client",
                        "coding-env-models",
                        "jackson-annotations",
                        "jackson-core",
                        "jackson-databind",
                        "jspecify",
                        "openenv-core",
                        "slf4j-api");
        assertThat(calling.libraries().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isLessThan(5 * MEGABYTE);
        try (EnvironmentHost host = host()) {
            assertThat(calling.run("Calling", host.uri().toString())).endsWith("42\n");
            callsFromTheModulePath(calling, host.uri().toString());
            callsWithTheJacksonItHas(calling, host.uri().toString());
        }
        saysWhatIsMissing(calling);
    }

    /** Without any option that names modules. */
    private static void callsFromTheModulePath(ConsumerProject calling, String server) throws Exception {
        calling.compile("-p", "target/modular", "module-info.java", "Modular.java");
        assertThat(Run.java(
                        calling.folder(),
                        "-p",
                        "target/modular:target/lib",
                        "-m",
                        "com.acme.modular/com.acme.modular.Modular",
                        server))
                .endsWith("42\n");
    }

    private static void saysWhatIsMissing(ConsumerProject calling) throws Exception {
        calling.compile("-cp", "target/classes", "Missing.java");
        try (Run missing = Run.start(
                calling.folder(), Map.of(), Run.javaProgram(), "-cp", ConsumerProject.CLASS_PATH, "Missing")) {
            missing.line("picocli");
            assertThat(missing.output().lines().filter(line -> !line.startsWith("SLF4J")))
                    .satisfiesExactly(
                            docker -> assertThat(docker)
                                    .startsWith(
                                            "starting containers needs com.github.docker-java:docker-java-core, which"),
                            undertow -> assertThat(undertow)
                                    .startsWith(
                                            "serving environments needs io.undertow:undertow-core, which is not on"),
                            picocli -> assertThat(picocli)
                                    .startsWith(
                                            "mine: a server as a program needs info.picocli:picocli, which is not on"));
        }
    }

    private static void callsWithTheJacksonItHas(ConsumerProject calling, String server) throws Exception {
        String others = calling.libraries().keySet().stream()
                .filter(jar -> !jar.startsWith("jackson-"))
                .map(jar -> "target/lib/" + jar)
                .collect(Collectors.joining(":"));
        for (String jackson : JACKSONS) {
            String path = "target/classes:target/jackson-" + jackson + "/*:" + others;
            assertThat(Run.java(calling.folder(), "-cp", path, "Calling", server))
                    .as("Jackson %s", jackson)
                    .endsWith("42\n");
        }
    }

    /** Has other versions of Jackson put beside the libraries, the oldest that is promised and the newest. */
    private static String withJacksons(String pom) {
        StringBuilder executions = new StringBuilder("<executions>");
        for (String version : JACKSONS) {
            executions
                    .append(
                            "<execution><id>%1$s</id><phase>package</phase><goals><goal>copy</goal></goals><configuration>"
                                    .formatted(version))
                    .append("<outputDirectory>${project.build.directory}/jackson-%s</outputDirectory><artifactItems>"
                            .formatted(version));
            for (String part : List.of("core", "databind", "annotations")) {
                executions
                        .append("<artifactItem><groupId>com.fasterxml.jackson.core</groupId>")
                        .append("<artifactId>jackson-%s</artifactId>".formatted(part))
                        .append("<version>%s</version></artifactItem>"
                                .formatted(
                                        part.equals("annotations")
                                                ? version.replaceFirst("^(2\\.2\\d).*", "$1")
                                                : version));
            }
            executions.append("</artifactItems></configuration></execution>");
        }
        return pom.replaceFirst("<executions>", Matcher.quoteReplacement(executions.toString()));
    }

    /** With Undertow on its class path an application that asks for Netty gets Undertow. */
    @ParameterizedTest
    @ValueSource(strings = {"3.4.13 web Tomcat", "3.5.8 webflux Netty"})
    void isASpringBootApplication(String words, @TempDir Path folder) throws Exception {
        String[] wanted = words.split(" ", -1);
        var repository = ThrowawayRepository.in(Files.createDirectory(folder.resolve("repository")));
        var web = ConsumerProject.write(
                        folder,
                        "web",
                        "coding-env-client",
                        "Web",
                        pom -> SpringBoot.withStarter(pom, wanted[0], wanted[1]))
                .build(repository);

        try (EnvironmentHost host = host()) {
            assertThat(web.run("Web", host.uri().toString()))
                    .contains(wanted[2] + " started on port")
                    .containsPattern("(?m)^42$");
        }
    }

    private static EnvironmentHost host() {
        return EnvironmentHost.start(HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env"));
    }
}
