package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

class WebSocketRouteTest {

    private static final String HELLO = "{\"type\":\"step\",\"data\":{\"text\":\"hello\"}}";
    private static final String BLOCK = "{\"type\":\"step\",\"data\":{\"text\":\"block\"}}";
    private static final String STATE = "{\"type\":\"state\"}";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();
    private HostedEnvironment<?, ?, ?> hosted;

    @BeforeEach
    void serve() {
        hosted = HostedEnvironment.serve(
                provider,
                HostConfig.defaults()
                        .withLimits(limits -> limits.withMaxSessions(2))
                        .withLimits(limits -> limits.withMaxMessageBytes(64 * 1024))
                        .withTimes(times -> times.withDrainGrace(Duration.ofMillis(200))));
    }

    @AfterEach
    void close() {
        hosted.close();
        assertThat(provider.open()).isZero();
    }

    private RawSocket connect() {
        return RawSocket.connect(hosted.host().uri(), "/ws");
    }

    @Test
    void playsAnEpisode() {
        try (RawSocket socket = connect()) {
            assertThat(socket.ask(STATE))
                    .isEqualTo(
                            "{\"type\":\"state\",\"data\":{\"episode_id\":null,\"step_count\":0,\"last_text\":\"\"}}");
            assertThat(socket.ask("{\"type\":\"reset\",\"data\":{\"episode_id\":\"e\",\"seed\":3}}"))
                    .isEqualTo(
                            "{\"type\":\"observation\",\"data\":{\"observation\":{\"text\":\"\",\"seed\":3,\"metadata\":{}},\"reward\":0.0,\"done\":false}}");
            assertThat(socket.ask("{\"type\": \"step\", \"data\": {\"text\": \"hi\"}, \"request_id\": \"r9\"}"))
                    .isEqualTo(
                            "{\"type\":\"observation\",\"data\":{\"observation\":{\"text\":\"hi\",\"seed\":3,\"metadata\":{}},\"reward\":0.1,\"done\":false},\"request_id\":\"r9\"}");
            assertThat(socket.ask(STATE)).contains("\"step_count\":1");
            socket.send("{\"type\":\"close\"}");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
        await("the session ends", () -> hosted.host().activeSessions() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws/", "/envs/fake/ws"})
    void answersUnderEachPath(String path) {
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), path)) {
            assertThat(socket.ask(HELLO)).contains("hello");
        }
    }

    @Test
    void keepsTheConnectionAfterAMistake() {
        try (RawSocket socket = connect()) {
            assertThat(socket.ask("{bad")).contains("INVALID_JSON", "line 1 column 2 (char 1)");
            assertThat(socket.ask("")).contains("INVALID_JSON");
            assertThat(socket.ask("\ufeff{}")).contains("INVALID_JSON", "BOM");
            assertThat(socket.ask("[]")).contains("INVALID_JSON");
            assertThat(socket.ask("{}"))
                    .isEqualTo(
                            "{\"type\":\"error\",\"data\":{\"message\":\"Unknown message type: \",\"code\":\"UNKNOWN_TYPE\"}}");
            assertThat(socket.ask("{\"type\":\"step\"}")).contains("VALIDATION_ERROR", "\"errors\":[{");
            assertThat(socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"throw: boom\"}}"))
                    .isEqualTo("{\"type\":\"error\",\"data\":{\"message\":\"boom\",\"code\":\"EXECUTION_ERROR\"}}");
            assertThat(socket.sendBinary(new byte[] {1, 2}).receive()).contains("INVALID_JSON", "binary");
            assertThat(socket.ask(HELLO)).contains("hello");
        }
    }

    @Test
    void answersLoneSurrogates() {
        try (RawSocket socket = connect()) {
            assertThat(socket.ask("{\"type\":\"step\",\"data\":{\"text\":\"a\\ud800b\"}}"))
                    .contains("a\ufffdb");
        }
    }

    @Test
    void takesFragmentsAndPipelines() {
        try (RawSocket socket = connect()) {
            assertThat(socket.sendFragments("{\"type\":\"step\",\"data\":", "{\"text\":\"two\"}}")
                            .receive())
                    .contains("two");
            for (int i = 0; i < 30; i++) {
                socket.send("{\"type\":\"step\",\"data\":{\"text\":\"n" + i + "\"}}");
            }
            for (int i = 0; i < 30; i++) {
                assertThat(socket.receive()).contains("\"n" + i + "\"");
            }
        }
    }

    @Test
    void refusesWhatIsPipelinedTooFarInOrder() {
        try (RawSocket socket = connect()) {
            socket.send(BLOCK);
            await("the step blocks", () -> provider.blocked() == 1);
            for (int i = 0; i < 70; i++) {
                socket.send(HELLO);
            }
            socket.ping(); // all of them have been read
            assertThat(new RawHttp(hosted.host().uri()).get("/health").statusCode())
                    .isEqualTo(200);
            provider.release();
            assertThat(socket.receive()).contains("block");
            for (int i = 0; i < 64; i++) {
                assertThat(socket.receive()).contains("hello");
            }
            for (int i = 0; i < 6; i++) {
                assertThat(socket.receive()).contains("EXECUTION_ERROR", "at most 64");
            }
            assertThat(socket.ask(HELLO)).contains("hello");
        }
    }

    @Test
    void refusesASessionBeyondCapacityInTheReferencesWords() {
        try (RawSocket one = connect();
                RawSocket two = connect()) {
            one.ask(STATE);
            two.ask(STATE);
            try (RawSocket three = connect()) {
                assertThat(three.receive())
                        .isEqualTo(
                                "{\"type\":\"error\",\"data\":{\"message\":\"Server at capacity: 2/2 sessions active. Cannot accept new"
                                        + " connections.\",\"code\":\"CAPACITY_REACHED\",\"active_sessions\":2,\"max_sessions\":2}}");
                assertThat(three.awaitClose()).isEqualTo(1000);
            }
            var refused = new RawHttp(hosted.host().uri()).post("/reset", "");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            one.vanish();
            await("a place is free", () -> hosted.host().activeSessions() == 1);
            try (RawSocket four = connect()) {
                assertThat(four.ask(HELLO)).contains("hello");
            }
        }
    }

    @Test
    void saysThatTheEnvironmentCantBeMade() {
        provider.broken(true);
        try (RawSocket socket = connect()) {
            assertThat(socket.receive())
                    .isEqualTo(
                            "{\"type\":\"error\",\"data\":{\"message\":\"Environment factory 'fake' failed to create instance.\","
                                    + "\"code\":\"FACTORY_ERROR\",\"factory_name\":\"fake\"}}");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
        await("its place is free", () -> hosted.host().activeSessions() == 0);
    }

    @Test
    void endsTheStepOfAClientThatVanishes() {
        RawSocket socket = connect();
        socket.send(BLOCK).send(HELLO);
        await("the step blocks", () -> provider.blocked() == 1);
        socket.vanish();
        await("the session ends", () -> hosted.host().activeSessions() == 0);
        assertThat(provider.interrupted()).isEqualTo(1);
        assertThat(provider.open()).isZero();
    }

    @Test
    void closesOnAMessageThatIsTooLarge() {
        try (RawSocket socket = connect()) {
            socket.ask(STATE);
            socket.send("{\"type\":\"step\",\"data\":{\"text\":\"" + "x".repeat(70_000) + "\"}}");
            assertThat(socket.awaitClose()).isEqualTo(1009);
        }
        await("the session ends", () -> hosted.host().activeSessions() == 0);
    }

    @Test
    void refusesTheHandshakeElsewhere() throws IOException {
        assertThat(handshake(hosted.host().uri(), "/nope")).startsWith("HTTP/1.1 403");
    }

    @Test
    void closesOnAFrameThatIsNotMasked() throws IOException {
        try (Socket socket = raw("/ws")) {
            socket.getOutputStream().write(new byte[] {(byte) 0x81, 2, '{', '}'});
            assertThat(closeCode(socket.getInputStream())).isEqualTo(1002);
        }
        await("the session ends", () -> hosted.host().activeSessions() == 0);
    }

    @Test
    void closesOnTextThatIsNotUtf8() throws IOException {
        try (Socket socket = raw("/ws")) {
            socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, (byte) 0xc3, (byte) 0x28});
            assertThat(closeCode(socket.getInputStream())).isEqualTo(1007);
        }
        await("the session ends", () -> hosted.host().activeSessions() == 0);
    }

    @Test
    void answersPingsDuringAStep() throws IOException {
        try (Socket socket = raw("/ws")) {
            socket.getOutputStream().write(masked(0x81, BLOCK));
            await("the step blocks", () -> provider.blocked() == 1);
            socket.getOutputStream().write(masked(0x89, "still there?"));
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo(0x8a);
            assertThat(new String(in.readNBytes(in.read()), StandardCharsets.UTF_8))
                    .isEqualTo("still there?");
        }
    }

    @Test
    void letsARunningStepEndAndTellsIdleClientsWhenItStops() {
        try (RawSocket idle = connect();
                RawSocket busy = connect()) {
            idle.ask(STATE);
            busy.send(BLOCK);
            await("the step blocks", () -> provider.blocked() == 1);
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(hosted.host()::close);
            assertThat(idle.awaitClose()).isEqualTo(1012);
            provider.release();
            assertThat(busy.receive()).contains("block");
            assertThat(busy.awaitClose()).isEqualTo(1012);
            stopping.join();
            assertThat(provider.interrupted()).isZero();
        }
    }

    @Test
    void interruptsAStepThatOutlastsTheGrace() {
        try (RawSocket busy = connect()) {
            busy.send(BLOCK);
            await("the step blocks", () -> provider.blocked() == 1);
            hosted.host().close();
            assertThat(provider.interrupted()).isEqualTo(1);
            assertThat(provider.open()).isZero();
        }
    }

    private Socket raw(String path) throws IOException {
        URI uri = hosted.host().uri();
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(15_000);
        socket.getOutputStream().write(upgrade(path));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return socket;
    }

    private static String handshake(URI uri, String path) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(upgrade(path));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    private static byte[] upgrade(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] masked(int opcode, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) opcode;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    /** Reads frames until a close frame, and returns its code. */
    private static int closeCode(InputStream in) throws IOException {
        while (true) {
            int opcode = in.read();
            byte[] payload = in.readNBytes(in.read());
            if (opcode == 0x88) {
                return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
            }
        }
    }
}
