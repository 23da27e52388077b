package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** A server with a heap of 160 MB, and clients that want it down, while a neighbour goes on with its steps. */
class SmallHeapTest {

    private static final int LARGE = 15 * 1024 * 1024;
    private static final String HELLO = "{\"type\":\"step\",\"data\":{\"text\":\"hello\"}}";
    private static final String BLOCK = "{\"type\":\"step\",\"data\":{\"text\":\"block\"}}";

    @Test
    void survivesItsClientsWhileANeighbourGoesOn() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            URI uri = URI.create(out.readLine());
            try (Neighbour neighbour = new Neighbour(uri)) {
                unwritableAnswers(uri);
                neighbour.goesOn();
                emptyFrames(uri);
                neighbour.goesOn();
                largeTextsOfOneConnection(uri, neighbour);
                neighbour.goesOn();
                largeMessagesOfManyConnections(uri, neighbour);
                neighbour.goesOn();
                manyUnknownFields(uri);
                neighbour.goesOn();
                silentConnections(uri);
                neighbour.goesOn();
            }
            RawHttp http = new RawHttp(uri);
            await(
                    "the others' connections are gone",
                    Duration.ofSeconds(60),
                    () -> http.get("/live").statusCode() == 200);
            assertThat(server.isAlive()).isTrue();
            await(
                    "every session has ended but the plain episode",
                    Duration.ofSeconds(60),
                    () -> http.get("/capacity").body().contains("\"active\":1,"));
        } finally {
            server.getOutputStream().close();
            if (!server.waitFor(60, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    /** One whose steps must go on being answered. */
    private static final class Neighbour implements AutoCloseable {

        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicBoolean stop = new AtomicBoolean();
        private final CompletableFuture<Void> steps;

        Neighbour(URI uri) {
            steps = CompletableFuture.runAsync(() -> {
                try (RawSocket socket = RawSocket.connect(uri, "/envs/fake/ws")) {
                    while (!stop.get()) {
                        assertThat(socket.ask(HELLO)).contains("hello");
                        answered.incrementAndGet();
                    }
                }
            });
        }

        void goesOn() {
            int before = answered.get();
            await("the neighbour's steps are answered", Duration.ofSeconds(30), () -> {
                assertThat(steps).isNotCompletedExceptionally();
                return answered.get() > before + 5;
            });
        }

        @Override
        public void close() {
            stop.set(true);
            steps.join();
        }
    }

    private static void unwritableAnswers(URI uri) {
        try (RawSocket socket = RawSocket.connect(uri, "/envs/unruly/ws")) {
            for (String what : List.of("secret metadata", "cycle", "deep", "stack", "memory", "null")) {
                assertThat(socket.ask("{\"type\":\"step\",\"data\":{\"what\":\"" + what + "\"}}"))
                        .contains("EXECUTION_ERROR");
            }
        }
    }

    private static void emptyFrames(URI uri) throws IOException {
        try (Socket socket = raw(uri)) {
            socket.getOutputStream().write(frame(0x81, BLOCK.getBytes(StandardCharsets.UTF_8)));
            byte[] many = new byte[6 * 10_000];
            for (int i = 0; i < many.length; i += 6) {
                many[i] = (byte) 0x82;
                many[i + 1] = (byte) 0x80;
            }
            untilDropped(socket, many, 300);
        }
    }

    private static void largeTextsOfOneConnection(URI uri, Neighbour neighbour) throws Exception {
        CompletableFuture<Void> sending;
        try (Socket socket = raw(uri)) {
            socket.getOutputStream().write(frame(0x81, BLOCK.getBytes(StandardCharsets.UTF_8)));
            byte[] large = frame(0x81, large("{\"type\":\"step\",\"data\":{\"text\":\"", "\"}}"));
            sending = CompletableFuture.runAsync(() -> untilDropped(socket, large, 60));
            neighbour.goesOn();
            neighbour.goesOn();
        }
        sending.join();
    }

    private static void largeMessagesOfManyConnections(URI uri, Neighbour neighbour) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(60);
        byte[] large = frame(0x81, large("{\"type\":\"step\",\"data\":{\"text\":\"", "\"}}"));
        byte[] body = large("{\"action\":{\"text\":\"", "\"}}");
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Socket socket = raw(uri);
            sockets.add(socket);
            clients.execute(() -> untilDropped(socket, large, 1));
            Socket http = new Socket(uri.getHost(), uri.getPort());
            sockets.add(http);
            clients.execute(() -> {
                String head =
                        "POST /step HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length + "\r\n\r\n";
                untilDropped(http, head.getBytes(StandardCharsets.US_ASCII), 1);
                untilDropped(http, body, 1);
            });
        }
        clients.shutdown();
        neighbour.goesOn();
        neighbour.goesOn();
        for (Socket socket : sockets) {
            socket.close();
        }
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private static void manyUnknownFields(URI uri) {
        StringBuilder json = new StringBuilder("{\"action\":{\"text\":\"x\"");
        for (int i = 0; i < 400_000; i++) {
            json.append(",\"f").append(i).append("\":0");
        }
        var refused = new RawHttp(uri).post("/step", json.append("}}").toString());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("more errors").hasSizeLessThan(1024 * 1024);
    }

    private static void silentConnections(URI uri) throws IOException {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            silent.add(new Socket(uri.getHost(), uri.getPort()));
        }
        await(
                "those that are too many are closed",
                Duration.ofSeconds(60),
                () -> silent.stream().filter(SmallHeapTest::stillOpen).count() <= 130);
        for (Socket socket : silent) {
            socket.close();
        }
    }

    private static boolean stillOpen(Socket socket) {
        try {
            socket.setSoTimeout(20);
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException quiet) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private static void untilDropped(Socket socket, byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException dropped) {
            // as may be
        }
    }

    private static byte[] large(String before, String after) {
        return (before + "x".repeat(LARGE) + after).getBytes(StandardCharsets.US_ASCII);
    }

    private static Socket raw(URI uri) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return socket;
    }

    /** A masked frame; the mask is zero, so that the payload stands as it is. */
    private static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) opcode);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) 0xff).putLong(payload.length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }
}
