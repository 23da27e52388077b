package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;

/** Clients of plain HTTP that don't wait for their answer. */
class HungUpTest {

    private final FakeEnvironment.Provider environment = new FakeEnvironment.Provider();
    private final HostedEnvironment<?, ?, ?> hosted = HostedEnvironment.serve(environment);
    private final URI uri = hosted.host().uri();

    @AfterEach
    void nothingIsLeft() {
        hosted.close();
        assertThat(environment.open()).isZero();
    }

    private Socket asks(String... texts) throws IOException {
        Socket socket = new Socket("127.0.0.1", uri.getPort());
        for (String text : texts) {
            String body = "{\"action\":{\"text\":\"" + text + "\"}}";
            String request =
                    "POST /step HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        }
        return socket;
    }

    @Test
    void aStepWhoseClientIsGoneEndsEarlyAndTheEpisodeGoesOn() throws Exception {
        Socket socket = asks("block");
        Eventually.await("it blocks", () -> environment.blocked() == 1);

        socket.close();

        Eventually.await("it is interrupted", () -> environment.blocked() == 0);
        assertThat(new RawHttp(uri).get("/state").body()).contains("\"step_count\":1", "\"last_text\":\"block\"");
    }

    @Test
    void aStepThatWaitsIsNotCarriedOut() throws Exception {
        Socket first = asks("block");
        Eventually.await("it blocks", () -> environment.blocked() == 1);
        Socket second = asks("never");
        Eventually.await("it waits", () -> waiting() == 1);

        second.close();

        Eventually.await("it is dropped", () -> waiting() == 0);
        environment.release();
        assertThat(first.getInputStream().read()).isPositive();
        first.close();
        assertThat(new RawHttp(uri).get("/state").body()).contains("\"last_text\":\"block\"");
    }

    /** Nobody else has the id of a session that is being opened. */
    @Test
    void aSessionWhoseClientDidNotWaitForItIsGivenUp() throws Exception {
        var provider = new FakeEnvironment.Provider();
        var options = HostConfig.defaults()
                .withLimits(limits -> limits.withMaxSessions(1).withAdmissionQueue(2));
        try (var full = HostedEnvironment.serve(provider, options)) {
            RawHttp http = new RawHttp(full.host().uri());
            assertThat(http.post("/sessions", "").statusCode()).isEqualTo(201);
            try (Socket socket = new Socket("127.0.0.1", full.host().port())) {
                socket.getOutputStream()
                        .write("POST /sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                Eventually.await("it waits", () -> http.get("/capacity").body().contains("\"waiting\":1"));
            }
            Eventually.await(
                    "it is given up", () -> http.get("/capacity").body().contains("\"waiting\":0"));
        }
        assertThat(provider.open()).isZero();
    }

    private int waiting() {
        try {
            String sessions = new RawHttp(uri).get("/sessions").body();
            return sessions.contains("\"waiting_requests\":1") ? 1 : 0;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes that are looked at in search of an end are the next request's. */
    @Test
    void aRequestBehindOneThatRunsIsAnsweredInItsTurn() throws Exception {
        try (Socket socket = asks("block")) {
            Eventually.await("it blocks", () -> environment.blocked() == 1);
            var body = "{\"action\":{\"text\":\"second\"}}";
            var head = "POST /step HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            Socket other = asks("never");
            Eventually.await("another waits", () -> waiting() == 1);
            other.close();
            Eventually.await("that one was looked at, and so was this one", () -> waiting() == 0);
            assertThat(environment.blocked()).isEqualTo(1);

            environment.release();

            assertThat(all(socket)).contains("\"text\":\"block\"", "\"text\":\"second\"");
        }
    }

    private static String all(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
