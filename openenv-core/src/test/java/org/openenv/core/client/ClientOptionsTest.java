package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.openenv.core.testing.Eventually.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.ScriptedServer;

/** What a client may be told: headers, pings, a session that is open already, one more session. */
class ClientOptionsTest {

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    private static Say say(String text) {
        return new Say(text, null);
    }

    @Test
    void headersAreSentWithTheHandshakeAndTheTokenBesideThem() {
        ClientConfig config = ClientConfig.defaults()
                .withToken("t-1")
                .withHeader("X-Gateway", "old")
                .withHeader("x-gateway", "key 7");
        try (var server = new ScriptedServer((channel, text) -> {});
                var client = EnvClient.connect(server.address(), FakeEnvironment.TYPES, config)) {
            assertThat(client.isOpen()).isTrue();
            await("the handshake", () -> !server.handshakes().isEmpty());
            assertThat(server.handshakes().get(0))
                    .anySatisfy((name, values) -> {
                        assertThat(name).isEqualToIgnoringCase("x-gateway");
                        assertThat(values).containsExactly("key 7");
                    })
                    .anySatisfy((name, values) -> {
                        assertThat(name).isEqualToIgnoringCase("authorization");
                        assertThat(values).containsExactly("Bearer t-1");
                    });
        }
        assertThat(config.toString()).contains("x-gateway").doesNotContain("key 7", "t-1");
    }

    @Test
    void headersAreSentWithHttpRequestsToo() throws IOException {
        CompletableFuture<String> seen = new CompletableFuture<>();
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/", exchange -> {
            seen.complete(exchange.getRequestHeaders().getFirst("X-Gateway"));
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        door.start();
        try {
            ClientConfig config =
                    ClientConfig.defaults().withHeader("X-Gateway", "key").withReattach(Duration.ofSeconds(1));
            String address = "http://127.0.0.1:" + door.getAddress().getPort();
            OpenEnvException refused = catchThrowableOfType(
                    OpenEnvException.class, () -> EnvClient.connect(address, FakeEnvironment.TYPES, config));
            assertThat(refused).hasMessageContaining("500");
            assertThat(seen).isCompletedWithValue("key");
        } finally {
            door.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "Upgrade", "Sec-WebSocket-Key", "Content-Length", "no name", ""})
    void aHeaderThatCantBeSentIsRefusedAtOnce(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientConfig.defaults().withHeader(name, "secret"))
                .withMessageContaining("'" + name + "'")
                .withMessageNotContaining("secret");
    }

    @Test
    void aLineBreakInAHeaderOrATokenBesideAuthorizationIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientConfig.defaults().withHeader("X-A", "a\r\nX-B: b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientConfig.defaults()
                        .withHeader("Authorization", "Basic x")
                        .withToken("t"))
                .withMessageContaining("not both");
    }

    @Test
    void aServerThatIsNotHeardOfAnyMoreIsFoundOut() {
        ClientConfig config = ClientConfig.defaults().withPings(Duration.ofMillis(20), Duration.ofMillis(300));
        try (var server = new ScriptedServer((channel, text) -> channel.suspendReceives());
                var client = EnvClient.connect(server.address(), FakeEnvironment.TYPES, config)) {
            await("it is asked, answers, and is asked again", () -> server.pings() > 1);
            assertThat(client.isOpen()).isTrue();
            OpenEnvException lost = catchThrowableOfType(OpenEnvException.class, client::state);
            assertThat(lost.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(lost).hasMessageContaining("nothing was heard of the server for PT0.3S");
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void aClientAttachesToASessionAndLeavesItOpen() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            String id = new RawHttp(hosted.host().uri())
                    .post("/sessions", "")
                    .body()
                    .replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
            ClientConfig config = ClientConfig.defaults().withSession(id);
            try (var first = EnvClient.connect(hosted.host().uri(), FakeEnvironment.TYPES, config)) {
                first.reset(ResetOptions.none().withEpisodeId("kept"));
                first.step(say("one"));
                try (var second = EnvClient.connect(hosted.host().uri(), FakeEnvironment.TYPES, config)) {
                    OpenEnvException refused = catchThrowableOfType(OpenEnvException.class, second::state);
                    assertThat(refused.code()).isEqualTo(ErrorCode.SESSION_ERROR);
                    assertThat(refused).hasMessageContaining("already has an attached WebSocket");
                }
            }
            assertThat(hosted.host().activeSessions()).isEqualTo(1);
            // its ids of requests are new ones: none is taken for one that the first had sent
            ClientConfig stubborn = config.withReattach(Duration.ofSeconds(10));
            for (int i = 2; i < 4; i++) {
                try (var next = EnvClient.connect(hosted.host().uri(), FakeEnvironment.TYPES, stubborn)) {
                    next.step(say("again"));
                    assertThat(next.state().episodeId()).isEqualTo("kept");
                    assertThat(next.state().stepCount()).isEqualTo(i);
                }
            }
            assertThat(hosted.host().activeSessions()).isEqualTo(1);
            assertThat(stubborn.toString()).doesNotContain(id);
        }
    }

    @Test
    void anUnknownSessionIsToldAsSuch() {
        try (var hosted = HostedEnvironment.serve(provider);
                var client = EnvClient.connect(
                        hosted.host().uri(),
                        FakeEnvironment.TYPES,
                        ClientConfig.defaults().withSession("no&such"))) {
            OpenEnvException refused = catchThrowableOfType(OpenEnvException.class, client::reset);
            assertThat(refused.code()).isEqualTo(ErrorCode.SESSION_ERROR);
            assertThat(refused).hasMessageContaining("Unknown session_id: no&such");
        }
    }

    @Test
    void oneMoreSessionIsASessionOfItsOwnAndEndsWithItsParent() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            var parent = EnvClient.connect(hosted.host().uri(), FakeEnvironment.TYPES);
            parent.step(say("one"));
            var child = parent.newSession();
            child.step(say("two"));
            child.step(say("three"));
            assertThat(parent.state().stepCount()).isEqualTo(1);
            assertThat(child.state().stepCount()).isEqualTo(2);
            try (var early = child.newSession()) {
                assertThat(early.state().stepCount()).isZero();
            }
            parent.close();
            assertThat(child.isOpen()).isFalse();
            await("all sessions end", () -> hosted.host().activeSessions() == 0);
            assertThatIllegalStateException().isThrownBy(parent::newSession);
        }
        assertThat(provider.open()).isZero();
    }
}
