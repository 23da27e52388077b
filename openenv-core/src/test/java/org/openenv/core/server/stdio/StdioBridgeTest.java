package org.openenv.core.server.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;

/** MCP by lines, as a desktop agent speaks it, before a real server. */
class StdioBridgeTest {

    private static final String TOKEN = "a token for one";
    private static final String MODERN = ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PipedOutputStream in = new PipedOutputStream();
    private EnvironmentHost host;
    private CompletableFuture<Void> bridge;

    @BeforeEach
    void start() throws IOException {
        host = EnvironmentHost.start(
                HostConfig.defaults()
                        .withPort(0)
                        .withAccess(access -> access.withAuthToken(TOKEN))
                        .withTimes(times -> times.withPings(Duration.ofMillis(50), Duration.ofSeconds(60))),
                List.of(provider));
        PipedInputStream lines = new PipedInputStream(in, 1 << 20);
        // on a thread of its own: from JDK 25 on, whoever blocks the common pool of a small machine also stops
        // HttpClient
        bridge = CompletableFuture.runAsync(
                () -> {
                    try {
                        new StdioBridge(host.uri().resolve("/mcp"), TOKEN, out, 100_000)
                                .run(lines, Duration.ofSeconds(30));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task, "bridge").start());
    }

    @AfterEach
    void end() throws IOException {
        in.close();
        bridge.join();
        host.close();
        assertThat(provider.open()).isZero();
    }

    private void send(String... lines) throws IOException {
        in.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void awaitSaid(String text) {
        await(text, () -> said().contains(text));
    }

    private static String call(Object id, String text, String more) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"fake\",\"arguments\":{\"text\":\"" + text + "\"}"
                + more
                + "}}";
    }

    private void initialize() throws IOException {
        send(
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        awaitSaid("\"protocolVersion\":\"2025-06-18\"");
    }

    @Test
    void callsOfASessionRunInTheOrderTheyCame() throws IOException {
        initialize();
        send(call(1, "a", ""), call(2, "b", ""), "", "nonsense", call("\"three\"", "c", ""));
        in.close();
        bridge.join();
        assertThat(said().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\",\"id\":"))
                .anyMatch(line -> line.contains("-32700"));
        assertThat(said().indexOf("\"id\":1,")).isLessThan(said().indexOf("\"id\":2,"));
        assertThat(said().indexOf("\"id\":2,")).isLessThan(said().indexOf("\"id\":\"three\""));
        assertThat(provider.open()).isEqualTo(1);
    }

    @Test
    void cancelsWhatRunsAndWhatWaits() throws IOException {
        initialize();
        send(call(1, "block", ",\"_meta\":{\"progressToken\":9}"), call(2, "waits", ""));
        awaitSaid("\"progressToken\":9");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2}}");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        awaitSaid("\"id\":1,\"result\"");
        awaitSaid("\"id\":2,\"error\":{\"code\":-32603,\"message\":\"Request cancelled\"");
    }

    @Test
    void speaksTheStatelessProtocol() throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{" + MODERN.substring(1) + "}}");
        awaitSaid("\"supportedVersions\":[\"2026-07-28\"");
        send(call(2, "block", MODERN));
        await("it runs", () -> provider.blocked() == 1);
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2" + MODERN + "}}");
        await("it was ended", () -> provider.blocked() == 0);
        send(call(3, "a", MODERN));
        awaitSaid("\"id\":3,\"result\"");
        assertThat(said()).doesNotContain("\"id\":2");
    }

    @Test
    void aLineThatIsTooLongIsRefused() throws IOException {
        send("x".repeat(100_001), call(1, "a", ""));
        awaitSaid("it is longer than 100000 bytes");
        awaitSaid("\"id\":1,\"result\"");
    }
}
