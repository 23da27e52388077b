package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** What is said on the line, byte by byte, by clients that are careless or worse. */
class AdversaryTest {

    private static final String BLOCK = "{\"type\":\"step\",\"data\":{\"text\":\"block\"}}";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    @AfterEach
    void nothingIsLeft() {
        assertThat(provider.open()).isZero();
    }

    private static String said(HostedEnvironment<?, ?, ?> hosted, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", hosted.host().port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Host: localhost                             | 200
            Host: LOCALHOST:8000                        | 200
            Host: localhost.                            | 200
            Host: 127.0.0.1:1                           | 200
            Host: [::1]:80                              | 200
            Host: coding_env:8000                       | 200
            Host: proxy.example                         | 200
            Host: evil.example                          | 403
            Host: evil.example:8000                     | 403
            Host: localhost.evil.example                | 403
            Host: 127.0.0.1.evil.example                | 403
            Host: xn--localhost-.example                | 403
            """)
    void goesByNamesThatNobodyElseCanPointAtIt(String header, int status) throws IOException {
        var options =
                HostConfig.defaults().withAccess(access -> access.withHostNames(java.util.Set.of("proxy.example")));
        try (var hosted = HostedEnvironment.serve(provider, options)) {
            for (String path : List.of("/sessions", "/state", "/docs/", "/envs/fake/metadata", "/nothing")) {
                String answer = said(hosted, get(path, header + "\r\n"));
                assertThat(answer.startsWith("HTTP/1.1 " + status) || (status == 200 && answer.contains(" 404 ")))
                        .as(answer)
                        .isTrue();
            }
            for (String path : List.of("/health", "/live", "/ready")) {
                assertThat(said(hosted, get(path, header + "\r\n"))).startsWith("HTTP/1.1 200");
            }
            assertThat(said(hosted, get("/state", "Host: localhost\r\nHost: evil.example\r\n")))
                    .startsWith("HTTP/1.1 400");
            assertThat(said(hosted, get("/state", ""))).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void answersAHandshakeThatIsNone() throws IOException {
        try (var hosted = HostedEnvironment.serve(provider)) {
            String upgrade = "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
            assertThat(
                            said(
                                    hosted,
                                    "GET /ws HTTP/1.1\r\n" + upgrade
                                            + "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"))
                    .startsWith("HTTP/1.1 426")
                    .contains("Sec-WebSocket-Version: 13");
            for (String key : List.of("", "Sec-WebSocket-Key: short\r\n")) {
                assertThat(said(
                                hosted,
                                "GET /ws HTTP/1.1\r\n" + upgrade + "Sec-WebSocket-Version: 13\r\n" + key + "\r\n"))
                        .startsWith("HTTP/1.1 400");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/reset", "/step"})
    void invitesABodyThatAsksFirst(String path) throws IOException {
        try (var hosted = HostedEnvironment.serve(provider);
                Socket socket = new Socket("127.0.0.1", hosted.host().port())) {
            socket.setSoTimeout(15_000);
            String body = path.equals("/step") ? "{\"action\":{\"text\":\"hi\"}}" : "{}";
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Transfer-Encoding: gzip                                 | 501
            Transfer-Encoding: gzip, chunked                        | 501
            Transfer-Encoding: chunked, gzip                        | 501
            Transfer-Encoding: xchunked                             | 501
            Content-Length: 2\\r\\nContent-Encoding: gzip           | 415
            Content-Length: 2\\r\\nContent-Encoding: identity, br   | 415
            Content-Length: 2\\r\\nExpect: everything               | 417
            Content-Length: 2\\r\\nExpect: 100-continue, more       | 417
            Content-Length: 2\\r\\nContent-Encoding: IDENTITY       | 200
            Transfer-Encoding: Chunked                              | 200
            """)
    void refusesCodingsThatItDoesNotKnow(String headers, int status) throws IOException {
        try (var hosted = HostedEnvironment.serve(provider)) {
            for (String path : List.of("/reset", "/envs/fake/reset")) {
                String body = headers.contains("hunked") ? "2\r\n{}\r\n0\r\n\r\n" : "{}";
                String answer = said(
                        hosted,
                        "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Content-Type: application/json\r\n" + headers.replace("\\r\\n", "\r\n") + "\r\n\r\n"
                                + body);
                assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
                assertThat(answer).contains(status == 200 ? "\"observation\"" : "{\"detail\":\"This server ");
            }
        }
    }

    @Test
    void answersAHeadAsAGetWithoutItsBody() throws IOException {
        try (var hosted = HostedEnvironment.serve(provider)) {
            String answer = said(hosted, "HEAD /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("Vary: Origin")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void interruptsAlsoWhereNoOtherRequestMayWait() {
        try (var hosted = HostedEnvironment.serve(provider);
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            socket.send("{\"type\":\"step\",\"data\":{\"text\":\"block\"},\"request_id\":\"b\"}");
            await("it blocks", () -> provider.blocked() == 1);
            for (int i = 0; i < 100; i++) {
                socket.send("{\"type\":\"state\",\"request_id\":\"" + i + "\"}");
            }
            socket.send("{\"type\":\"interrupt\",\"request_id\":\"i\"}");
            assertThat(socket.receive()).contains("\"request_id\":\"b\"");
            for (int i = 0; i < 100; i++) {
                assertThat(socket.receive())
                        .contains("\"request_id\":\"" + i + "\"", i < 64 ? "step_count" : "Too many requests wait");
            }
            assertThat(socket.receive()).contains("\"interrupted\":true", "\"request_id\":\"i\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"interrupt\",\"request_id\":\"i\"}",
                "{\"type\":\"\\u0069nterrupt\",\"request_id\":\"i\"}",
                "{\"request_id\":\"i\",                    \"type\" : \"interrupt\"}"
            })
    void interruptsHoweverItIsWritten(String interrupt) {
        for (String text : List.of(interrupt, interrupt.replace("{", "{" + " ".repeat(2000)))) {
            try (var hosted = HostedEnvironment.serve(provider);
                    RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
                assertThat(socket.ask(text)).contains("\"interrupted\":false", "\"request_id\":\"i\"");
                socket.send(BLOCK);
                await("it blocks", () -> provider.blocked() == 1);
                socket.send(text);
                assertThat(socket.receive()).contains("block");
                assertThat(socket.receive()).contains("\"interrupted\":true", "\"request_id\":\"i\"");
            }
        }
    }

    @Test
    void takesALongInterruptInItsTurn() {
        try (var hosted = HostedEnvironment.serve(provider);
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            assertThat(socket.ask("{\"type\":\"interrupt\"" + " ".repeat(20_000) + "}"))
                    .contains("\"interrupted\":false");
        }
    }

    @Test
    void freesThePlaceBeforeTheHandshakeEnds() {
        var options = HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(1));
        try (var hosted = HostedEnvironment.serve(provider, options)) {
            for (int round = 0; round < 60; round++) {
                try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
                    if (round % 2 == 0) {
                        assertThat(socket.ask("{\"type\":\"reset\"}")).contains("observation");
                    } else {
                        socket.send(BLOCK);
                        await("it blocks", () -> provider.blocked() == 1);
                    }
                    socket.sayGoodbye();
                    assertThat(socket.awaitClose()).isEqualTo(1000);
                }
            }
        }
    }

    @Test
    void sessionsClosedInOrderAreNoneThatVanished() {
        List<String> reasons = new CopyOnWriteArrayList<>();
        HostObserver observer = new HostObserver() {
            @Override
            public void sessionClosed(SessionInfo session, String reason) {
                reasons.add(reason);
            }
        };
        try (var hosted =
                HostedEnvironment.serve(provider, HostConfig.defaults().withObserver(observer))) {
            for (int round = 0; round < 50; round++) {
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws");
                socket.ask("{\"type\":\"reset\"}");
                if (round % 2 == 0) {
                    socket.send("{\"type\":\"close\"}").vanish();
                } else {
                    socket.sayGoodbye().vanish();
                }
            }
            await("all have ended", () -> reasons.size() == 50);
        }
        assertThat(reasons).containsOnly("closed");
    }

    @Test
    void describesItselfBehindAPrefix() {
        var options = HostConfig.defaults().withRootPath("/python");
        try (var hosted = HostedEnvironment.serve(provider, options)) {
            RawHttp http = new RawHttp(hosted.host().uri());
            assertThat(http.get("/python/health").statusCode()).isEqualTo(200);
            assertThat(http.get("/health").statusCode()).isEqualTo(200);
            assertThat(http.get("/openapi.json").body()).contains("\"servers\":[{\"url\":\"/python\"}]");
        }
    }
}
