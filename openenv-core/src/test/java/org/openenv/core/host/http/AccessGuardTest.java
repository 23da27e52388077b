package org.openenv.core.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;

class AccessGuardTest {

    private static final String TOKEN = "correct-horse";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            http://evil.example,        127.0.0.1:80,       false
            http://evil.example:80,     evil.example:80,    false
            null,                       127.0.0.1:80,       false
            http://127.0.0.1:9999,      127.0.0.1:80,       false
            http://localhost.evil:80,   localhost.evil:80,  false
            http://127.0.0.1:80,        -,                  false
            http://127.0.0.1:80,        127.0.0.1:80,       true
            http://localhost:80,        localhost:80,       true
            http://[::1]:80,            [::1]:80,           true
            https://friend.example,     127.0.0.1:80,       true
            http://my.host:80,          my.host:80,         true
            """)
    void knowsItsOwnPages(String origin, String host, boolean allowed) {
        HostConfig config = HostConfig.defaults()
                .withHost("my.host")
                .withAccess(access -> access.withOrigins(Set.of("https://friend.example")));
        assertThat(new OriginRule(config).allows(origin, host)).isEqualTo(allowed);
    }

    @Test
    void keepsPagesOfOtherOriginsFromRunningCode() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            URI uri = hosted.host().uri();
            RawHttp evil = new RawHttp(uri).with("Origin", "http://evil.example");
            assertThat(evil.post("/step", "{\"action\":{\"text\":\"a\"}}").statusCode())
                    .isEqualTo(403);
            assertThat(evil.post("/reset", "").body()).contains("--allow-origin");
            assertThat(upgrade(uri, "http://evil.example")).isEqualTo(403);
            assertThat(upgrade(uri, uri.toString())).isEqualTo(101);
            assertThat(new RawHttp(uri)
                            .with("Origin", uri.toString())
                            .post("/reset", "")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static int upgrade(URI uri, String origin) {
        try {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Origin", origin)
                    .buildAsync(URI.create("ws://" + uri.getAuthority() + "/ws"), new WebSocket.Listener() {})
                    .join();
            socket.abort();
            return 101;
        } catch (CompletionException refused) {
            return ((WebSocketHandshakeException) refused.getCause())
                    .getResponse()
                    .statusCode();
        }
    }

    @Test
    void letsAnAllowedPageIn() {
        HostConfig options =
                HostConfig.defaults().withAccess(access -> access.withOrigins(Set.of("https://friend.example")));
        try (var hosted = HostedEnvironment.serve(provider, options)) {
            RawHttp friend = new RawHttp(hosted.host().uri()).with("Origin", "https://friend.example");
            HttpResponse<String> preflight = friend.method("OPTIONS", "/step");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                    .hasValueSatisfying(
                            allowed -> assertThat(allowed).startsWith("Authorization, Content-Type, X-Session-ID"));
            assertThat(friend.post("/reset", "").headers().firstValue("access-control-allow-origin"))
                    .hasValue("https://friend.example");
        }
    }

    @Test
    void asksForTheTokenEverywhereButForTheProbes() {
        HostConfig options = HostConfig.defaults().withAccess(access -> access.withAuthToken(TOKEN));
        try (var hosted = HostedEnvironment.serve(provider, options)) {
            RawHttp http = new RawHttp(hosted.host().uri());
            for (String path : List.of("/state", "/metadata", "/sessions", "/openapi.json", "/envs", "/nope")) {
                HttpResponse<String> refused = http.get(path);
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.body()).startsWith("{\"detail\":");
                assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer");
            }
            for (String path : List.of("/health", "/live", "/ready")) {
                assertThat(http.get(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(http.with("Authorization", "Bearer " + TOKEN)
                            .get("/state")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(http.with("Authorization", "bearer  " + TOKEN + " ")
                            .get("/state")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer wrong", "Bearer ", "Basic correct horse", "correct-horse", "Bearer correct horse battery"
            })
    void refusesWhatIsNotTheToken(String header) {
        try (var hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withAccess(access -> access.withAuthToken(TOKEN)))) {
            assertThat(new RawHttp(hosted.host().uri())
                            .with("Authorization", header)
                            .get("/state")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void takesTheTokenOfAClient() {
        try (var hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withAccess(access -> access.withAuthToken(TOKEN)))) {
            assertThat(hosted.connect(ClientConfig.defaults().withToken(TOKEN))
                            .state()
                            .stepCount())
                    .isZero();
            OpenEnvException refused = catchThrowableOfType(OpenEnvException.class, hosted::connect);
            assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(refused).hasMessageContaining("401").hasMessageContaining("withToken");
        }
        assertThat(ClientConfig.defaults().withToken(TOKEN).toString()).doesNotContain("horse");
    }

    @Test
    void takesTheTokenAsASubprotocol() {
        try (var hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withAccess(access -> access.withAuthToken("abc-123_DEF")))) {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("openenv", "openenv.bearer.abc-123_DEF")
                    .buildAsync(
                            URI.create("ws://" + hosted.host().uri().getAuthority() + "/ws"),
                            new WebSocket.Listener() {})
                    .join();
            assertThat(socket.getSubprotocol()).isEqualTo("openenv");
            socket.abort();
        }
    }
}
