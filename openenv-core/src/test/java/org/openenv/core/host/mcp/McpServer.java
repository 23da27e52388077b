package org.openenv.core.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.wire.WireCodec;

/** A host under test with one environment that offers tools and one that offers none. */
final class McpServer implements AutoCloseable {

    record Text(String text, @Nullable Integer times) {}

    record Nothing() {}

    final FakeEnvironment.Provider provider = new FakeEnvironment.Provider("one").tools(tools());
    final FakeEnvironment.Provider bare = new FakeEnvironment.Provider("two");
    final EnvironmentHost host;
    final RawHttp http;

    McpServer() {
        this(config -> config);
    }

    McpServer(UnaryOperator<HostConfig> change) {
        host = EnvironmentHost.start(
                change.apply(HostConfig.defaults().withPort(0).withLimits(limits -> limits.withMaxSessions(3))),
                List.of(provider, bare));
        http = new RawHttp(host.uri());
    }

    private static List<Tool<Say, Heard, Tally, ?>> tools() {
        return List.of(
                Tool.<Say, Heard, Tally, Text>of(
                                "say",
                                "Says a text.",
                                Text.class,
                                (environment, input) -> ToolResult.text(environment
                                                .step(new Say(input.text(), input.times()))
                                                .observation()
                                                .text())
                                        .withData(environment.state()))
                        .withMeaning("text", "What to say."),
                Tool.of(
                        "picture",
                        "Shows an image.",
                        Nothing.class,
                        (environment, input) -> ToolResult.text("see:").withImage("image/png", new byte[] {1, 2, 3})),
                Tool.of("broken", "Throws.", Nothing.class, (environment, input) -> {
                    throw new IllegalStateException("as always");
                }));
    }

    /** Sends a request and returns its answer. */
    Map<?, ?> ask(RawHttp by, String request) {
        HttpResponse<String> response = by.post("/mcp", request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return (Map<?, ?>) WireCodec.readValue(response.body());
    }

    static String request(Object id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    static String say(Object id, String text, String more) {
        return request(id, "tools/call", "{\"name\":\"say\",\"arguments\":{\"text\":\"" + text + "\"}" + more + "}");
    }

    @Override
    public void close() {
        provider.release();
        host.close();
        assertThat(provider.open() + bare.open()).isZero();
    }
}
