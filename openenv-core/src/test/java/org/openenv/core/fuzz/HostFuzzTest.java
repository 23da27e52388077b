package org.openenv.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.RawHttp;

/**
 * Whatever bytes a connection brings, as HTTP or as WebSocket frames, the host goes on. Runs over the corpus in the
 * resources; {@code JAZZER_FUZZ=1 mvn test -pl openenv-core -Dtest=HostFuzzTest#frames} looks for more.
 */
class HostFuzzTest {

    private static final byte[] UPGRADE =
            ("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private static EnvironmentHost host;

    @BeforeAll
    static void serve() {
        HostConfig config = HostConfig.defaults().withPort(0).withLimits(limits -> limits.withMaxMessageBytes(4096));
        host = EnvironmentHost.start(config, List.of(new FakeEnvironment.Provider()));
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @FuzzTest
    void requests(byte[] bytes) throws IOException {
        send(bytes);
        requireHealthy();
    }

    @FuzzTest
    void frames(byte[] bytes) throws IOException {
        send(UPGRADE, bytes);
        requireHealthy();
    }

    /** Sends bytes and takes whatever answer comes until the connection ends or falls silent. */
    private static void send(byte[]... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            socket.setSoTimeout(20);
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            while (in.read(buffer) >= 0) {
                continue;
            }
        } catch (SocketTimeoutException silent) {
            return;
        } catch (SocketException dropped) {
            return;
        }
    }

    private static void requireHealthy() {
        int status = new RawHttp(host.uri()).get("/health").statusCode();
        if (status != 200) {
            throw new AssertionError("/health answered " + status);
        }
    }
}
