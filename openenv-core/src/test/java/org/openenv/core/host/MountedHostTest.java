package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.client.EnvClient;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.RawHttp;

/** Two hosts in somebody else's Undertow, beside what that has of its own. */
class MountedHostTest {

    private final FakeEnvironment.Provider one = new FakeEnvironment.Provider();
    private final FakeEnvironment.Provider other = new FakeEnvironment.Provider();
    private final EnvironmentHost first =
            EnvironmentHost.mount(HostConfig.defaults().withRootPath("/first"), List.of(one));
    private final EnvironmentHost second =
            EnvironmentHost.mount(HostConfig.defaults().withRootPath("/second"), List.of(other));
    private final Undertow application = Undertow.builder()
            .setIoThreads(2)
            .setWorkerThreads(1)
            .addHttpListener(
                    0,
                    "127.0.0.1",
                    Handlers.path(exchange -> {
                                exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
                                exchange.getResponseSender().send("own");
                            })
                            .addPrefixPath("/first", first.handler())
                            .addPrefixPath("/second", second.handler()))
            .build();

    @BeforeEach
    void listens() {
        application.start();
    }

    @AfterEach
    void nothingIsLeft() {
        first.close();
        second.close();
        application.stop();
        assertThat(one.open() + other.open()).isZero();
    }

    private URI uri() {
        var address = (InetSocketAddress) application.getListenerInfo().get(0).getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    @Test
    void answersBelowItsPathOverHttpAndWebSocket() throws Exception {
        var http = new RawHttp(uri());
        assertThat(http.get("/elsewhere").body()).isEqualTo("own");
        assertThat(http.get("/first/health").body()).contains("healthy");
        assertThat(http.post("/second/reset", "{}").statusCode()).isEqualTo(200);

        try (var here = EnvClient.connect(uri() + "/first", FakeEnvironment.TYPES);
                var there = EnvClient.connect(uri() + "/second/envs/fake", FakeEnvironment.TYPES)) {
            assertThat(here.step(new FakeEnvironment.Say("a", 2)).observation().text())
                    .isEqualTo("aa");
            assertThat(there.step(new FakeEnvironment.Say("b", 3)).observation().text())
                    .isEqualTo("bbb");
            assertThat(first.activeSessions()).isEqualTo(1);
            assertThat(second.activeSessions()).isEqualTo(2);
        }
    }

    @Test
    void closingOneLeavesTheOtherAndTheApplication() throws Exception {
        first.close();

        var http = new RawHttp(uri());
        for (String path : List.of("/first/reset", "/first/step", "/first/sessions")) {
            var refused = http.post(path, "{}");
            assertThat(refused.statusCode()).as(path).isEqualTo(503);
            assertThat(refused.body()).contains("The server is stopping");
        }
        assertThat(http.get("/first/schema").statusCode()).isEqualTo(503);
        assertThat(http.post("/second/reset", "{}").statusCode()).isEqualTo(200);
        assertThat(http.get("/").body()).isEqualTo("own");
    }

    @Test
    void doesNotListenByItself() {
        assertThatIllegalStateException().isThrownBy(first::uri).withMessageContaining("mounted in another server");
        try (var listening = EnvironmentHost.start(HostConfig.defaults().withPort(0), List.of(one))) {
            assertThatIllegalStateException()
                    .isThrownBy(listening::handler)
                    .withMessageContaining("EnvironmentHost.mount");
        }
    }
}
