package org.openenv.examples.guess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.RawHttp;

class GuessToolsTest {

    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"guess\",\"arguments\":{\"word\":\"%s\"}}}";

    @Test
    void anAgentGuessesOverMcp() {
        try (EnvironmentHost host =
                EnvironmentHost.start(HostConfig.defaults().withPort(0), List.of(new GuessEnvironmentProvider()))) {
            RawHttp http = new RawHttp(host.uri());
            assertThat(http.post("/mcp", CALL.formatted("agent")).body())
                    .contains("\"data\":{\"marks\":[", "\"guesses_left\":5", "\"is_error\":false");
            assertThat(http.post("/mcp", CALL.formatted("no")).body()).contains("\"is_error\":true");
        }
    }
}
