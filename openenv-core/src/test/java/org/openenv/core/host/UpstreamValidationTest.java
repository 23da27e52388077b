package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.wire.WireCodec;

/** The six things that {@code openenv validate --url} of November 2026 asks of a server, wherever an environment is served. */
class UpstreamValidationTest {

    @ParameterizedTest
    @CsvSource({"'', false", "/envs/fake, false", "/envs/two, false", "'', true", "/envs/two, true"})
    void eachOfTheSixIsMet(String at, boolean production) {
        HostConfig config = HostConfig.defaults().withPort(0).withAccess(access -> access.withProduction(production));
        try (EnvironmentHost host = EnvironmentHost.start(
                config, List.of(new FakeEnvironment.Provider(), new FakeEnvironment.Provider("two")))) {
            RawHttp http = new RawHttp(host.uri());

            Map<?, ?> description = object(http, at + "/openapi.json");
            assertThat(((Map<?, ?>) description.get("info")).get("version"))
                    .asString()
                    .startsWith("1.");
            assertThat(object(http, at + "/health").get("status")).isEqualTo("healthy");
            Map<?, ?> metadata = object(http, at + "/metadata");
            assertThat(metadata.get("name")).isInstanceOf(String.class);
            assertThat(metadata.get("description")).isInstanceOf(String.class);
            Map<?, ?> schema = object(http, at + "/schema");
            for (String part : List.of("action", "observation", "state")) {
                assertThat(schema.get(part)).isInstanceOf(Map.class);
            }
            var mcp = http.post(at + "/mcp", "{}");
            assertThat(mcp.statusCode()).isEqualTo(200);
            assertThat(mcp.body()).contains("\"jsonrpc\":\"2.0\"");
            Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(description.get("paths"));
            for (String path : List.of("/reset", "/step", "/state")) {
                assertThat(paths.containsKey(path)).as(path).isEqualTo(!production);
            }
        }
    }

    private static Map<?, ?> object(RawHttp http, String path) {
        var answer = http.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return (Map<?, ?>) Objects.requireNonNull(WireCodec.readValue(answer.body()));
    }
}
