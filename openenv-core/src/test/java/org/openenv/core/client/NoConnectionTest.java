package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;

/** Why there is no connection is told apart, by a client that waits and by one that does not. */
class NoConnectionTest {

    private static final ClientConfig DEFAULTS = ClientConfig.defaults().withConnectTimeout(Duration.ofMinutes(1));

    /** What both ways to connect say, which is the same. */
    private static OpenEnvException refusal(String address, ClientConfig config) {
        OpenEnvException waited = catchThrowableOfType(
                OpenEnvException.class, () -> EnvClient.connect(address, FakeEnvironment.TYPES, config));
        CompletionException later = catchThrowableOfType(
                CompletionException.class,
                () -> EnvClient.connectAsync(address, FakeEnvironment.TYPES, config)
                        .join());
        assertThat(later.getCause()).isInstanceOf(OpenEnvException.class).hasMessage(waited.getMessage());
        return waited;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource({"no-such-host.invalid", "no_such_host.invalid", "no-such-hö.invalid"})
    void saysThatAHostIsUnknown(String host) {
        OpenEnvException refused = refusal("http://" + host + ":8000", DEFAULTS);
        assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(refused).hasMessageContaining("unknown host '" + java.net.IDN.toASCII(host) + "'");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        assertThat(refusal("http://127.0.0.1:" + closedPort(), DEFAULTS))
                .hasMessageContaining("nobody listens there")
                .hasMessageNotContaining("unknown host");
    }

    @ParameterizedTest
    @CsvSource({"401, ClientConfig.withToken", "403, let this client in", "404, no WebSocket there", "503, no place now"
    })
    void saysWhatTheHandshakeWasRefusedWith(int status, String why) {
        Undertow server = Undertow.builder()
                .addHttpListener(
                        0,
                        "127.0.0.1",
                        exchange -> exchange.setStatusCode(status).endExchange())
                .build();
        server.start();
        try {
            int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
            assertThat(refusal("http://127.0.0.1:" + port, DEFAULTS))
                    .hasMessageContaining("the server answered " + status)
                    .hasMessageContaining(why);
        } finally {
            server.stop();
        }
    }

    @Test
    void saysThatTheServerWantsAToken() {
        var options = HostConfig.defaults().withAccess(access -> access.withAuthToken("a-token-of-some-length"));
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider(), options)) {
            assertThat(refusal(hosted.host().uri().toString(), DEFAULTS)).hasMessageContaining("asks for a token");
            assertThat(refusal(hosted.host().uri().toString(), DEFAULTS.withToken("another")))
                    .hasMessageContaining("asks for a token");
            try (var client = EnvClient.connect(
                    hosted.host().uri(), FakeEnvironment.TYPES, DEFAULTS.withToken("a-token-of-some-length"))) {
                assertThat(client.reset()).isNotNull();
            }
        }
    }

    @Test
    void saysThatAServerHasNoTls() {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            String address = "https://127.0.0.1:" + hosted.host().port();
            assertThat(refusal(address, DEFAULTS)).hasMessageContaining("TLS failed");
        }
    }

    @Test
    void saysThatACertificateIsNotTrustedAndTakesOneThatIs(@TempDir Path folder) throws Exception {
        var own = Certificate.in(folder);
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider());
                var door = new TlsDoor(own.context(), hosted.host().port())) {
            assertThat(refusal(door.address(), DEFAULTS))
                    .hasMessageContaining("TLS failed")
                    .hasMessageContaining("withHttpClient");
            for (ClientConfig trusting : List.of(
                    DEFAULTS.withSslContext(own.context()),
                    DEFAULTS.withHttpClient(
                            HttpClient.newBuilder().sslContext(own.context()).build()))) {
                try (var client = EnvClient.connect(door.address(), FakeEnvironment.TYPES, trusting)) {
                    assertThat(client.step(new FakeEnvironment.Say("hi", null))
                                    .observation()
                                    .text())
                            .isEqualTo("hi");
                }
            }
        }
    }

    @Test
    void goesThroughAProxyThatItsHttpClientNames() throws IOException {
        HttpClient throughNowhere = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", closedPort())))
                .build();
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            String address = hosted.host().uri().toString();
            assertThat(refusal(address, DEFAULTS.withHttpClient(throughNowhere)).code())
                    .isEqualTo(ErrorCode.CONNECTION_LOST);
        }
    }

    /** Connects from a JVM for which {@code coding_env} is a name of this machine, as Compose makes it one. */
    @Test
    void connectsToAHostWhoseNameHasAnUnderscore(@TempDir Path folder) throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 coding_env localhost\n");
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider())) {
            URI server = URI.create("http://coding_env:" + hosted.host().port());
            Process client = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Djdk.net.hosts.file=" + hosts,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Caller.class.getName(),
                            server.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor()).as(said).isZero();
            assertThat(said).contains("heard through an underscore");
        }
    }

    /** What that JVM runs. */
    static final class Caller {

        private Caller() {}

        public static void main(String[] args) {
            try (var client = EnvClient.connect(args[0], FakeEnvironment.TYPES)) {
                client.reset();
                System.out.println(client.step(new FakeEnvironment.Say("heard through an underscore", null))
                        .observation()
                        .text());
            }
        }
    }
}
