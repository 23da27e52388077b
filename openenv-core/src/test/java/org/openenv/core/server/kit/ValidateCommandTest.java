package org.openenv.core.server.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import picocli.CommandLine;

class ValidateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aFailedCheckIsTheExitCodeAndStandsInTheJson() {
        try (var hosted = HostedEnvironment.serve(
                new FakeEnvironment.Provider(),
                HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(2)))) {
            assertThat(validate(hosted.host().uri().toString(), "--json", "--action={\"text\": \"throw: no\"}"))
                    .isEqualTo(1);
            assertThat(out.toString())
                    .startsWith("[{\"subject\":\"http://127.0.0.1:")
                    .contains("\"passed\":false", "\"verdict\":\"fail\",\"why\":");
        }
    }

    @Test
    void aJarsEnvironmentsAreServedAndChecked(@TempDir Path folder) throws IOException {
        Path jar = jarNaming(FakeEnvironment.Provider.class.getName() + " # in any loader", folder);

        assertThat(validate(jar.toString())).as(out.toString()).isZero();
        assertThat(out.toString()).startsWith("fake of " + jar).contains(" 0 failed");
    }

    @Test
    void aJarWithoutEnvironmentsAndAMisspeltAddressAreMistakes(@TempDir Path folder) throws IOException {
        assertThat(validate(jarNaming("no.such.Provider", folder).toString())).isEqualTo(2);
        assertThat(err.toString()).contains("names no.such.Provider, which can't be made");
        assertThat(validate("ftp://localhost")).isEqualTo(2);
        assertThat(err.toString()).contains("a server's address looks like");
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeNone(@TempDir Path folder) {
        assertThat(validate("nope.jar")).isEqualTo(2);
        assertThat(err.toString()).contains("no such file: 'nope.jar'");
        assertThat(validate("target/nope")).isEqualTo(2);
        assertThat(err.toString()).contains("no such file: 'target/nope'");
        assertThat(validate(folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is a directory");
    }

    @Test
    void theLevelSaysHowFarToGo() {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            String uri = hosted.host().uri().toString();
            assertThat(validate(uri.replace("http://", ""), "--level=static")).isZero();
            assertThat(out.toString()).contains("pass  http-openapi").doesNotContain("ws-sequence");
            assertThat(validate(uri, "--level=deep")).isEqualTo(2);
            assertThat(err.toString()).contains("--level is static, runtime or semantic, was 'deep'");
            assertThat(validate(uri, "--action=print(1)")).isEqualTo(2);
            assertThat(err.toString()).contains("the action must be a JSON object, was 'print(1)'");
        }
    }

    @Test
    void aServerWithATokenIsCheckedWithIt() {
        try (var hosted = HostedEnvironment.serve(
                new FakeEnvironment.Provider(),
                HostConfig.defaults().withAccess(access -> access.withAuthToken("change-me-please")))) {
            String uri = hosted.host().uri().toString();
            assertThat(validate(uri)).isEqualTo(1);
            assertThat(out.toString()).contains("401", "--header 'Authorization: Bearer TOKEN'");
            assertThat(validate(uri, "--level=static", "--header", "Authorization: Bearer change-me-please"))
                    .as(out.toString())
                    .isZero();
        }
    }

    private int validate(String... args) {
        return new CommandLine(new ValidateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private static Path jarNaming(String services, Path folder) throws IOException {
        Path jar = folder.resolve("environments.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/org.openenv.core.spi.EnvironmentProvider"));
            out.write(services.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
