package org.openenv.core.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapperSupplier;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Java client of the Model Context Protocol, as it is. */
class JavaSdkTest {

    private static McpSyncClient client(McpServer server, String endpoint) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                server.host.uri().toString())
                        .endpoint(endpoint)
                        .jsonMapper(new JacksonMcpJsonMapperSupplier().get())
                        .build())
                .requestTimeout(Duration.ofSeconds(60))
                .build();
    }

    private static CallToolResult say(McpSyncClient client, String tool, String text) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(Map.of("text", text)).build());
    }

    @Test
    void drivesASession() {
        try (McpServer server = new McpServer()) {
            try (McpSyncClient client = client(server, "/mcp")) {
                assertThat(client.initialize().serverInfo().name()).isEqualTo("one");
                client.ping();
                assertThat(client.listTools().tools())
                        .extracting(Tool::name)
                        .containsExactly("say", "picture", "broken");
                say(client, "say", "a");
                CallToolResult said = say(client, "say", "b");
                assertThat(said.isError()).isFalse();
                assertThat(said.content().toString()).contains("b");
                assertThat(said.structuredContent().toString()).contains("step_count=2");
                assertThat(client.callTool(CallToolRequest.builder("broken")
                                        .arguments(Map.of())
                                        .build())
                                .isError())
                        .isTrue();
                assertThat(server.host.activeSessions()).isEqualTo(1);
            }
            await("it deleted its session", () -> server.host.activeSessions() == 0);
        }
    }

    @Test
    void drivesAnEnvironmentThatOffersNoTools() {
        try (McpServer server = new McpServer();
                McpSyncClient client = client(server, "/envs/two/mcp")) {
            client.initialize();
            assertThat(say(client, "two", "a").structuredContent().toString()).contains("observation={text=a");
        }
    }
}
