package org.openenv.core.host.mcp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.host.tool.ServedTool;
import org.openenv.core.spi.ToolResult;
import org.openenv.core.wire.WireCodec;
import org.openenv.core.wire.rpc.RpcRequest;

/** The results of methods, in the shape that each dialect gives them. */
record McpResults(EnvironmentMetadata metadata) {

    private static final int LIST_KEEPS_MS = 3_600_000;

    /** The answer to {@code initialize}: the revision asked for if it is spoken here, else the newest. */
    Map<String, @Nullable Object> initialized(RpcRequest request) {
        String asked = request.params().get("protocolVersion").text().orElse("");
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("protocolVersion", Dialect.HANDSHAKES.contains(asked) ? asked : Dialect.NEWEST_HANDSHAKE);
        result.put("capabilities", Map.of("tools", Map.of()));
        result.put("serverInfo", serverInfo());
        result.put("instructions", metadata.description());
        return result;
    }

    /** The answer to {@code server/discover}. */
    Map<String, @Nullable Object> discovered() {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("supportedVersions", supported());
        result.put("capabilities", Map.of("tools", Map.of()));
        result.put("instructions", metadata.description() + " " + SessionTools.INSTRUCTIONS);
        return cached(result);
    }

    static List<String> supported() {
        List<String> all = new ArrayList<>(List.of(Dialect.NEWEST));
        all.addAll(Dialect.HANDSHAKES);
        return all;
    }

    private Map<String, @Nullable Object> serverInfo() {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("name", metadata.name());
        info.put("version", metadata.version());
        return info;
    }

    /** The answer to {@code tools/list}. */
    Map<String, @Nullable Object> list(Dialect dialect, Collection<? extends ServedTool<?, ?, ?>> tools) {
        List<Map<String, @Nullable Object>> described = new ArrayList<>();
        tools.forEach(tool -> described.add(tool.described()));
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("tools", dialect == Dialect.STATELESS ? SessionTools.among(described) : described);
        return dialect == Dialect.STATELESS ? cached(result) : result;
    }

    private Map<String, @Nullable Object> cached(Map<String, @Nullable Object> result) {
        result.put("ttlMs", LIST_KEEPS_MS);
        result.put("cacheScope", "public");
        return complete(result);
    }

    private Map<String, @Nullable Object> complete(Map<String, @Nullable Object> result) {
        result.put("resultType", "complete");
        result.put("_meta", Map.of("io.modelcontextprotocol/serverInfo", serverInfo()));
        return result;
    }

    /** The answer to {@code tools/call}. */
    Map<String, @Nullable Object> called(Dialect dialect, ToolResult result) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("content", result.content().stream().map(McpResults::content).toList());
        @Nullable
        Object data = result.data() instanceof Record record
                ? WireCodec.readValue(WireCodec.writeValue(record))
                : result.data();
        if (dialect == Dialect.OPENENV) {
            fields.put("structured_content", data instanceof Map ? data : null);
            fields.put("meta", null);
            fields.put("data", data == null ? text(result) : data);
            fields.put("is_error", result.error());
            return fields;
        }
        if (data instanceof Map || (data != null && dialect == Dialect.STATELESS)) {
            fields.put("structuredContent", data);
        }
        fields.put("isError", result.error());
        return dialect == Dialect.STATELESS ? complete(fields) : fields;
    }

    /** What OpenEnv's client hands to its caller where there are no data: the first text. */
    private static @Nullable String text(ToolResult result) {
        return result.content().stream()
                .filter(ToolResult.Text.class::isInstance)
                .map(content -> ((ToolResult.Text) content).text())
                .findFirst()
                .orElse(null);
    }

    private static Map<String, @Nullable Object> content(ToolResult.Content content) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (content instanceof ToolResult.Image image) {
            fields.put("type", "image");
            fields.put("data", image.base64());
            fields.put("mimeType", image.mediaType());
        } else {
            fields.put("type", "text");
            fields.put("text", ((ToolResult.Text) content).text());
        }
        return fields;
    }
}
