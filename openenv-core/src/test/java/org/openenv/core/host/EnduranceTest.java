package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;

/** What a server that runs for weeks must not do: keep something of each client that was there. */
class EnduranceTest {

    private static final byte[] UPGRADE =
            ("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    /** What a process holds. */
    private record Held(long descriptors, int threads, long heap) {

        static Held now() {
            System.gc();
            var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Held(
                    system.getOpenFileDescriptorCount(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }

    @Test
    void nothingIsLeftOfTenThousandSessions() throws IOException {
        try (var hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(64)))) {
            cycles(hosted.host(), 500);
            Held before = Held.now();
            cycles(hosted.host(), 10_000);
            assertBackAt(before, hosted.host());
        }
    }

    private static void cycles(EnvironmentHost host, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (Socket socket = upgrade(host)) {
                socket.getOutputStream().write(masked("{\"type\":\"close\"}"));
                assertThat(socket.getInputStream().read()).isEqualTo(0x88);
                socket.setSoLinger(true, 0);
            }
            if (i % 32 == 31) {
                await("the sessions end", () -> host.activeSessions() == 0);
            }
        }
    }

    @Test
    void nothingIsLeftOfAThousandClientsThatVanishInMidStep() throws IOException {
        HostConfig options = HostConfig.defaults()
                .withLimits(limits -> limits.withMaxSessions(100))
                .withTimes(times -> times.withDrainGrace(Duration.ZERO));
        try (var hosted = HostedEnvironment.serve(provider, options)) {
            vanish(hosted.host(), 100);
            Held before = Held.now();
            int interrupted = provider.interrupted();
            for (int round = 0; round < 10; round++) {
                vanish(hosted.host(), 100);
            }
            assertThat(provider.interrupted() - interrupted).isEqualTo(1000);
            assertBackAt(before, hosted.host());
        }
    }

    private void vanish(EnvironmentHost host, int count) throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = upgrade(host);
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(masked("{\"type\":\"step\",\"data\":{\"text\":\"block\"}}"));
            clients.add(socket);
        }
        await("every step blocks", () -> provider.blocked() == count);
        for (Socket client : clients) {
            client.close();
        }
        await("every session ends", () -> host.activeSessions() == 0);
        assertThat(provider.open()).isZero();
    }

    private static void assertBackAt(Held before, EnvironmentHost host) {
        assertThat(host.activeSessions()).isZero();
        await("descriptors are back", () -> Held.now().descriptors <= before.descriptors + 8);
        // threads of an idle pool may linger for a while, but not one for each client
        assertThat(Held.now().threads).isLessThan(before.threads + 80);
        await("the heap is back", () -> Held.now().heap < before.heap + 8_000_000);
    }

    private static Socket upgrade(EnvironmentHost host) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port());
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(UPGRADE);
        InputStream in = socket.getInputStream();
        int matched = 0;
        while (matched < 4) {
            int c = in.read();
            assertThat(c).as("the connection is open").isNotNegative();
            matched = c == "\r\n\r\n".charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
        }
        return socket;
    }

    private static byte[] masked(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }
}
