package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** What one session does that its neighbours must not notice. */
class NeighboursTest {

    private final UnrulyEnvironment.Provider provider = new UnrulyEnvironment.Provider();
    private HostedEnvironment<?, ?, ?> hosted;

    @AfterEach
    void stop() {
        provider.gate.countDown();
        hosted.close();
    }

    private void serve(HostConfig config) {
        hosted = HostedEnvironment.serve(
                provider, config.withTimes(times -> times.withDrainGrace(Duration.ofMillis(100))));
    }

    private RawSocket connect() {
        return RawSocket.connect(hosted.host().uri(), "/ws");
    }

    private static String step(String what) {
        return "{\"type\":\"step\",\"data\":{\"what\":\"" + what + "\"}}";
    }

    private void assertOthersAreServed() {
        RawHttp http = new RawHttp(hosted.host().uri());
        assertThat(http.get("/live").statusCode()).isEqualTo(200);
        assertThat(http.post("/step", "{\"action\":{\"what\":\"plain\"}}").body())
                .contains("\"plain\"");
        try (RawSocket other = connect()) {
            assertThat(other.ask(step("fine"))).contains("\"fine\"");
            other.send("{\"type\":\"close\"}");
            assertThat(other.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void anEnvironmentWhoseCloseBlocks() {
        serve(HostConfig.defaults());
        for (int i = 1; i <= 8; i++) {
            int closing = i;
            try (RawSocket socket = connect()) {
                socket.ask(step("close blocks"));
                socket.send("{\"type\":\"close\"}");
                await("it is being closed", () -> provider.closing.get() == closing);
            }
        }
        assertOthersAreServed();
        provider.gate.countDown();
        await(
                "they end",
                () -> new RawHttp(hosted.host().uri()).get("/capacity").body().contains("\"active\":1,"));
    }

    /** It is asked for by whoever lists sessions; what looks after idle ones goes on, and so do the I/O threads. */
    @Test
    @Timeout(120)
    void environmentsThatNeverSayWhichProcessTheyAre() {
        serve(HostConfig.defaults()
                .withTimes(times -> times.withSessionTimeouts(Duration.ofMillis(300), Duration.ofDays(1))));
        RawHttp http = new RawHttp(hosted.host().uri());
        for (int i = 0; i < 4; i++) {
            RawSocket socket = connect();
            socket.ask(step(i == 3 ? "process throws" : "process blocks"));
        }
        http.post("/sessions", "");
        for (int i = 0; i < 4; i++) {
            assertThat(http.get("/sessions").body()).contains("\"process\":null");
        }
        await("the idle one has ended", () -> hosted.host().activeSessions() == 4);
        assertThat(provider.stubborn.get()).isEqualTo(3); // each was asked once
        assertOthersAreServed();
    }

    /** More of them than there are I/O threads; each request has its answer once they let go. */
    @Test
    @Timeout(120)
    void environmentsWhoseInterruptBlocks() {
        serve(HostConfig.defaults());
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            int blocked = i;
            RawSocket socket = connect();
            socket.send(step("interrupt blocks"));
            await("it runs", () -> provider.stubborn.get() == 2 * blocked - 1);
            socket.send("{\"type\":\"interrupt\",\"request_id\":\"i\"}")
                    .send("{\"type\":\"interrupt\",\"request_id\":\"j\"}");
            await("it is being interrupted", () -> provider.interrupting.get() == blocked);
            sockets.add(socket);
        }
        assertOthersAreServed();
        provider.gate.countDown();
        for (RawSocket socket : sockets) {
            assertThat(socket.receive()).contains("interrupt blocks");
            assertThat(socket.receive()).contains("\"type\":\"interrupt\"", "\"request_id\":\"i\"");
            assertThat(socket.receive()).contains("\"type\":\"interrupt\"", "\"request_id\":\"j\"");
        }
    }

    @Test
    void observersThatBlockOrThrow() {
        AtomicInteger blocked = new AtomicInteger();
        CountDownLatch let = new CountDownLatch(1);
        HostObserver blocks = new HostObserver() {
            private void once() {
                if (blocked.incrementAndGet() <= 3) {
                    try {
                        let.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }
            }

            @Override
            public void answered(Exchange exchange) {
                once();
            }

            @Override
            public void sessionClosed(SessionInfo session, String reason) {
                throw new AssertionError("told to");
            }
        };
        HostObserver throwing = new HostObserver() {
            @Override
            public void sessionOpened(SessionInfo session) {
                throw new IllegalStateException("told to");
            }

            @Override
            public void answered(Exchange exchange) {
                throw new StackOverflowError("told to");
            }
        };
        serve(HostConfig.defaults().withObserver(throwing).withObserver(blocks));
        for (int i = 1; i <= 3; i++) {
            int told = i;
            RawSocket socket = connect();
            assertThat(socket.ask(step("mine"))).contains("\"mine\""); // the answer goes out before they are told
            await("the observer blocks", () -> blocked.get() == told);
        }
        assertOthersAreServed();
        let.countDown();
    }

    @Test
    void aClientOfPlainHttpThatNeverReads() throws IOException {
        serve(HostConfig.defaults());
        String body = "{\"action\":{\"what\":\"" + "x".repeat(200_000) + "\"}}";
        byte[] request = ("POST /step HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket deaf = new Socket("127.0.0.1", hosted.host().port())) {
            deaf.setReceiveBufferSize(4096);
            Thread sending = new Thread(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        deaf.getOutputStream().write(request);
                    }
                } catch (IOException dropped) {
                    // by the server, or by this test
                }
            });
            sending.start();
            for (int i = 0; i < 5; i++) {
                assertOthersAreServed();
            }
        }
    }
}
