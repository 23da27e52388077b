package org.openenv.core.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** A host whose machine has no thread left, for a time: what is asked then is answered, and nothing is lost. */
@Timeout(120)
class NoThreadTest {

    /** Threads that can be had, or not. */
    private static final class Threads extends AbstractExecutorService {

        private final ExecutorService real;
        private volatile boolean none;

        Threads(ExecutorService real) {
            this.real = real;
        }

        @Override
        public void execute(Runnable task) {
            if (none) {
                throw new OutOfMemoryError("unable to create native thread: told to");
            }
            real.execute(task);
        }

        @Override
        public void shutdown() {
            real.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return real.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return real.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return real.isTerminated();
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
            return real.awaitTermination(time, unit);
        }
    }

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();
    private HostContext context;
    private Threads threads;
    private HttpServer server;
    private URI uri;
    private RawHttp http;

    @BeforeEach
    void serve() throws IOException {
        HostContext usual =
                HostContext.of(HostConfig.defaults().withPort(0).withLimits(limits -> limits.withMaxSessions(2)));
        threads = new Threads(usual.lanes());
        context = new HostContext(
                usual.config(),
                usual.registry(),
                threads,
                usual.clock(),
                usual.observers(),
                usual.bytes(),
                usual.answers(),
                usual.doors());
        server = new HttpServer(context, Map.of("fake", new ServedEnvironment<>(provider, EnvironmentConfig.empty())));
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.port());
        http = new RawHttp(uri);
    }

    @AfterEach
    void nothingIsLeft() {
        threads.none = false;
        context.registry().drain().forEach(session -> session.finish(SessionEnd.STOPPING, null));
        await("all end", () -> context.registry().size() == 0 && provider.open() == 0);
        server.stop();
        context.clock().close();
        threads.shutdownNow();
    }

    @Test
    void whatIsAskedThenIsAnsweredAndPlacesAreFreeAgain() {
        try (RawSocket open = RawSocket.connect(uri, "/ws")) {
            open.ask("{\"type\":\"reset\"}");
            threads.none = true;
            assertThat(open.ask("{\"type\":\"state\",\"request_id\":\"a\"}"))
                    .contains("SESSION_ERROR", "no thread", "\"request_id\":\"a\"");
            for (String path : List.of("/state", "/sessions", "/envs", "/schema", "/ready")) {
                assertThat(http.get(path).statusCode()).as(path).isEqualTo(503);
            }
            for (String path : List.of("/step", "/sessions", "/mcp")) {
                assertThat(http.post(path, "{}").statusCode()).as(path).isEqualTo(503);
            }
            assertThat(http.get("/health").statusCode()).isEqualTo(200);
            try (RawSocket another = RawSocket.connect(uri, "/ws")) {
                another.send("{\"type\":\"state\",\"request_id\":\"b\"}").ping();
                threads.none = false;
                assertThat(another.receive()).contains("SESSION_ERROR", "no thread");
                assertThat(another.awaitClose()).isEqualTo(1000);
            }
            assertThat(open.ask("{\"type\":\"state\"}")).contains("step_count");
        }
        await("both places are free", () -> context.registry().size() == 0);
        assertThat(http.post("/sessions", "").statusCode()).isEqualTo(201);
    }
}
