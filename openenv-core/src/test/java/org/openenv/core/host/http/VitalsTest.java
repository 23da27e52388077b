package org.openenv.core.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.RawHttp;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioWorker;

/** A host that looks after two threads of a worker, while it is asked through others. */
class VitalsTest {

    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final HostContext context = HostContext.of(HostConfig.defaults());
    private final CountDownLatch stuck = new CountDownLatch(1);
    private XnioWorker worker;
    private Undertow server;
    private RawHttp http;

    @BeforeEach
    void serve() throws IOException {
        worker = QuietXnio.get().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 2));
        var environment = new ServedEnvironment<>(new FakeEnvironment.Provider(), EnvironmentConfig.empty());
        Vitals vitals = Vitals.start(context, worker, 2, PATIENCE);
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", Routes.handler(context, Map.of("fake", environment), vitals))
                .build();
        server.start();
        var address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        http = new RawHttp(URI.create("http://127.0.0.1:" + address.getPort()));
        await("it lives", () -> http.get("/live").statusCode() == 200);
    }

    @AfterEach
    void stop() throws InterruptedException {
        stuck.countDown();
        context.clock().close();
        context.lanes().shutdownNow();
        server.stop();
        worker.shutdownNow();
        worker.awaitTermination();
    }

    private boolean says(String problem) {
        HttpResponse<String> answer = http.get("/live");
        return answer.statusCode() == 503 && answer.body().contains(problem);
    }

    @Test
    void saysThatAnIoThreadHasStoppedAndThatItGoesOn() {
        worker.getIoThread(1).execute(() -> {
            try {
                stuck.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        await("it is missed", () -> says("an I/O thread has stopped"));
        assertThat(http.get("/health").statusCode()).isEqualTo(200);
        stuck.countDown();
        await("it is back", () -> http.get("/live").statusCode() == 200);
    }

    @Test
    void saysThatTheClockHasStopped() {
        context.clock().close();
        await("it is missed", () -> says("clock has stopped"));
    }
}
