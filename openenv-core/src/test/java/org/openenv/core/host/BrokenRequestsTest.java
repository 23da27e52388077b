package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** Requests that can't be carried out as HTTP: each is answered, and says why. */
class BrokenRequestsTest {

    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();
    private HostedEnvironment<?, ?, ?> hosted;

    @BeforeEach
    void serve() {
        hosted = HostedEnvironment.serve(provider);
    }

    @AfterEach
    void othersHaveNotNoticed() {
        assertThat(new RawHttp(hosted.host().uri()).post("/reset", "{}").statusCode())
                .isEqualTo(200);
        hosted.close();
        assertThat(provider.open()).isZero();
    }

    /** All that the server says, to a client that sends no more and listens on. */
    private String said(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", hosted.host().port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 50\r\n\r\n{}",
                "Content-Length: 20000\r\n\r\n{}",
                "Content-Length: 50\r\n\r\n",
            })
    void aBodyThatEndsTooSoonIsAnswered(String rest) throws IOException {
        for (String path : new String[] {"/reset", "/step", "/mcp", "/envs/fake/reset"}) {
            assertThat(said("POST " + path + HEAD + rest))
                    .as(path)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Connection: close", "{\"detail\":\"The body can't be read: ")
                    .containsOnlyOnce("HTTP/1.1");
        }
    }

    /** The answer is read by a client that first sends all it has, though the server knows at once that it is too much. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyThatIsTooLargeIsAnsweredToWhoSendsItAll(boolean inChunks) throws IOException {
        int size = HostLimits.defaults().maxMessageBytes() + (4 << 20);
        byte[] part = new byte[1 << 20];
        String length = inChunks ? "Transfer-Encoding: chunked" : "Content-Length: " + size;
        try (Socket socket = new Socket("127.0.0.1", hosted.host().port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /step" + HEAD + length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            for (int sent = 0; sent < size; sent += part.length) {
                out.write(inChunks ? "100000\r\n".getBytes(StandardCharsets.ISO_8859_1) : new byte[0]);
                out.write(part);
                out.write(inChunks ? "\r\n".getBytes(StandardCharsets.ISO_8859_1) : new byte[0]);
            }
            out.write(inChunks ? "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1) : new byte[0]);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("bytes this server takes")
                    .containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void whatCameBeforeIsAnsweredFirst() throws IOException {
        String good = "POST /step" + HEAD + "Content-Length: 23\r\n\r\n{\"action\":{\"text\":\"a\"}}";
        String answers = said(good + good + "POST /step" + HEAD + "Content-Length: 50\r\n\r\n{}");
        assertThat(answers.split("HTTP/1.1 ", -1))
                .satisfiesExactly(
                        empty -> assertThat(empty).isEmpty(),
                        first -> assertThat(first).startsWith("200 "),
                        second -> assertThat(second).startsWith("200 "),
                        third -> assertThat(third).startsWith("400 "));
    }

    /** What no long holds is no length, whatever the route and the method. */
    @ParameterizedTest
    @CsvSource({"POST, /step", "POST, /mcp", "POST, /sessions", "GET, /health", "GET, /state", "DELETE, /sessions/x"})
    void aLengthThatIsNoneIsRefused(String method, String path) throws IOException {
        for (String length : new String[] {"99999999999999999999", "9223372036854775808"}) {
            assertThat(said(method + " " + path + HEAD + "Content-Length: " + length + "\r\n\r\n{}"))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Connection: close")
                    .containsOnlyOnce("HTTP/1.1");
        }
    }

    /** An exponent that no decimal has is the client's mistake at every door, and no fault of the environment. */
    @ParameterizedTest
    @ValueSource(strings = {"1e2147483650", "-1E-2147483650", "1e99999999999999", "0e99999999999"})
    void aNumberThatIsOutOfRangeIsNoJson(String number) {
        RawHttp http = new RawHttp(hosted.host().uri());
        for (String path : new String[] {"/step", "/reset", "/fake/task"}) {
            assertThat(http.post(path, "{\"x\":[{\"y\":" + number + "}]}"))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(422))
                    .satisfies(answer -> assertThat(answer.body()).contains("json_invalid", "out of range"));
        }
        assertThat(http.post("/mcp", "{\"id\":" + number + "}").body()).contains("-32700");
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            for (String type :
                    new String[] {"step", "steps", "reset", "state", "fork", "files", "mcp", "interrupt", "no"}) {
                assertThat(socket.ask(
                                "{\"type\":\"" + type + "\",\"data\":{\"x\":" + number + "},\"request_id\":\"r\"}"))
                        .contains("INVALID_JSON", "out of range")
                        .endsWith("\"request_id\":\"r\"}");
            }
        }
        try (RawSocket socket = RawSocket.connect(hosted.host().uri(), "/mcp")) {
            assertThat(socket.ask("{\"id\":" + number + "}")).contains("-32700");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ws, 8, AAAAAAAAAAAAAAAAAAAAAA==, 426, version 13",
        "/ws, 13, short, 400, Sec-WebSocket-Key",
        "/mcp, 14, AAAAAAAAAAAAAAAAAAAAAA==, 426, version 13",
        "/nowhere, 13, AAAAAAAAAAAAAAAAAAAAAA==, 403, no WebSocket under this path"
    })
    void aHandshakeThatIsNoneIsToldWhy(String path, String version, String key, int status, String why)
            throws IOException {
        assertThat(said("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: " + version + "\r\nSec-WebSocket-Key: " + key + "\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("{\"detail\":\"", why);
    }
}
