package org.openenv.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;

class DockerAddressTest {

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    private DockerAddress found() {
        environment.put("HOME", home.toString());
        return DockerAddress.of(null, environment);
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ContainerException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.NO_ENGINE))
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            unix:///var/run/docker.sock, unix:///var/run/docker.sock
            unix://,                     unix:///var/run/docker.sock
            /tmp/my docker.sock,         unix:///tmp/my%20docker.sock
            127.0.0.1:2375,              tcp://127.0.0.1:2375
            builder,                     tcp://builder:2375
            :1234,                       tcp://localhost:1234
            tcp://builder,               tcp://builder:2375
            tcp://,                      tcp://localhost:2375
            TCP://builder:1/,            tcp://builder:1
            tcp://[::1]:2375,            tcp://[::1]:2375
            """)
    void readsWhatTheCommandReads(String text, String uri) {
        environment.put("DOCKER_HOST", text);

        assertThat(found().uri()).hasToString(uri);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ssh://me@builder,        does not speak SSH
            npipe:////./pipe/docker, Windows' pipes
            http://builder:2375,     begins with tcp://
            fd://,                   unix:///path or tcp://host:port
            unix://docker.sock,      begins with /
            tcp://builder:0,         a port is 1 to 65535
            tcp://builder:99999,     a port is 1 to 65535
            tcp://builder:1/path,    without a path
            tcp://a b,               tcp://host:port
            tcp://no_such_host_here, nobody knows the host 'no_such_host_here'
            """)
    void refusesWhatItCantUse(String text, String why) {
        environment.put("DOCKER_HOST", text);

        assertRefused(this::found, "'" + text + "' of DOCKER_HOST can't be used", why);
    }

    @Test
    void anAddressOfTheProvidersOwnWins() {
        environment.put("DOCKER_HOST", "tcp://other");

        assertThat(DockerAddress.of("tcp://mine:1", environment).uri()).hasToString("tcp://mine:1");
        assertRefused(() -> DockerEngine.at("ssh://x"), "of dockerHost");
    }

    @Test
    void asksOverTlsWithCertificatesOnly() throws IOException {
        environment.put("DOCKER_HOST", "tcp://builder");
        environment.put("DOCKER_TLS_VERIFY", "1");
        assertRefused(this::found, "DOCKER_TLS_VERIFY is set, but there is no " + home.resolve(".docker/ca.pem"));

        certificates(home.resolve(".docker"));
        assertThat(found().uri()).hasToString("tcp://builder:2376");
        assertThat(found().certificates()).isEqualTo(home.resolve(".docker"));

        environment.put("DOCKER_CERT_PATH", home.resolve("elsewhere").toString());
        assertRefused(this::found, home.resolve("elsewhere/ca.pem").toString());
    }

    private static void certificates(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
            Files.writeString(folder.resolve(name), "");
        }
    }

    @Test
    void followsTheContext() throws Exception {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\": \"away\"}");
        assertRefused(this::found, "the Docker context 'away' is not there", "docker context ls");

        context("away", "tcp://builder:2376");
        assertThat(found().uri()).hasToString("tcp://builder:2376");
        assertThat(found().certificates()).isNull();

        Path certificates =
                home.resolve(".docker/contexts/tls").resolve(digest("away")).resolve("docker");
        certificates(certificates);
        assertThat(found().certificates()).isEqualTo(certificates);

        environment.put("DOCKER_CONTEXT", "nowhere");
        assertRefused(this::found, "the Docker context 'nowhere' is not there");

        context("nowhere", "ssh://builder");
        assertRefused(this::found, "'ssh://builder' of the context 'nowhere'");

        environment.put("DOCKER_CONTEXT", "default");
        assertThat(found().uri().getScheme()).isEqualTo("unix");

        environment.put("DOCKER_HOST", "tcp://first");
        assertThat(found().uri()).hasToString("tcp://first:2375");
    }

    private void context(String name, String host) throws Exception {
        Path folder =
                Files.createDirectories(home.resolve(".docker/contexts/meta").resolve(digest(name)));
        Files.writeString(
                folder.resolve("meta.json"),
                "{\"Name\": \"" + name + "\", \"Endpoints\": {\"docker\": {\"Host\": \"" + host + "\"}}}");
    }

    private static String digest(String name) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aConfigurationThatIsNoJsonIsNamed() throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), "{");

        assertRefused(this::found, home.resolve(".docker/config.json").toString(), "this is not JSON");
    }

    @Test
    void findsTheSocketOfADaemonWithoutRootAndOfPodman() throws IOException {
        assumeFalse(Files.exists(Path.of("/var/run/docker.sock")));
        environment.put("XDG_RUNTIME_DIR", home.toString());
        assertThat(found().uri()).hasToString("unix:///var/run/docker.sock");

        Path podman = Files.createDirectories(home.resolve("podman")).resolve("podman.sock");
        Files.createFile(podman);
        assertThat(found().uri()).hasToString("unix://" + podman);

        Files.createFile(home.resolve("docker.sock"));
        assertThat(found().uri()).hasToString("unix://" + home.resolve("docker.sock"));
    }
}
