package org.openenv.core.server.stdio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.WireCodec;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;

/** One message on its way to a server's {@code /mcp}, and what comes back. */
final class HttpCall {

    /** Where messages go, and what the server said when the session began. */
    static final class Server {

        private final HttpClient client = HttpClient.newHttpClient();
        private final URI mcp;
        private final String token;
        private volatile @Nullable String session;
        private volatile @Nullable String version;

        Server(URI mcp, String token) {
            this.mcp = mcp;
            this.token = token;
        }
    }

    private static final String EVENT_DATA = "data: ";
    private static final Pattern PLAIN = Pattern.compile("[!-~]([ -~]*[!-~])?");
    private static final String VERSION_META = "io.modelcontextprotocol/protocolVersion";

    private final Server server;
    private final byte[] line;
    private final JsonValue message;
    private final Consumer<String> answers;
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private volatile boolean begun;

    HttpCall(Server server, byte[] line, JsonValue message, Consumer<String> answers) {
        this.server = server;
        this.line = line;
        this.message = message;
        this.answers = answers;
    }

    String method() {
        return message.get("method").text().orElse("");
    }

    @Nullable
    Object id() {
        JsonValue id = message.get("id");
        return id.text().isPresent() || id.isInteger() ? id.plain() : null;
    }

    boolean cancels() {
        return method().equals("notifications/cancelled");
    }

    boolean stateless() {
        return version().text().isPresent();
    }

    /** What has to wait for its turn has the name of its queue: the session's. */
    Optional<String> queue() {
        if (!method().equals("tools/call")) {
            return Optional.empty();
        }
        return stateless()
                ? message.get("params").get("arguments").get("session_id").text()
                : Optional.of("");
    }

    boolean begun() {
        return begun;
    }

    private JsonValue version() {
        return message.get("params").get("_meta").get(VERSION_META);
    }

    void cancel() {
        cancelled.complete(null);
    }

    /** Sends it, and passes on what is answered, as long as that is wanted. Blocks. */
    void run() {
        begun = true;
        if (cancelled.isDone()) {
            if (!stateless()) {
                answers.accept(WireCodec.writeValue(
                        new RpcException(RpcException.INTERNAL_ERROR, "Request cancelled").answer(id())));
            }
            return;
        }
        CompletableFuture<HttpResponse<InputStream>> response =
                server.client.sendAsync(request(), BodyHandlers.ofInputStream());
        var unused = cancelled.thenCompose(nothing ->
                response.cancel(true) ? response.thenApply(body -> null) : response.thenAccept(HttpCall::close));
        try {
            passOn(response.join());
        } catch (RuntimeException | IOException failure) {
            if (!cancelled.isDone() && id() != null) {
                answers.accept(WireCodec.writeValue(new RpcException(
                                RpcException.INTERNAL_ERROR, "The server does not answer: " + failure.getMessage())
                        .answer(id())));
            }
        }
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException gone) {
            // which is what was wanted
        }
    }

    private HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.mcp)
                .header("Authorization", "Bearer " + server.token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(line));
        if (stateless()) {
            header(request, "MCP-Protocol-Version", version());
            header(request, "Mcp-Method", message.get("method"));
            header(request, "Mcp-Name", message.get("params").get("name"));
        } else if (!method().equals("initialize") && server.session != null) {
            request.header("Mcp-Session-Id", server.session);
            request.header("MCP-Protocol-Version", String.valueOf(server.version));
        }
        return request.build();
    }

    private static void header(HttpRequest.Builder request, String name, JsonValue value) {
        value.text()
                .ifPresent(text -> request.header(
                        name,
                        PLAIN.matcher(text).matches()
                                ? text
                                : "=?base64?"
                                        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                                        + "?="));
    }

    private void passOn(HttpResponse<InputStream> response) throws IOException {
        try (BufferedReader body = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            boolean events =
                    response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
            for (String text = body.readLine(); text != null && !cancelled.isDone(); text = body.readLine()) {
                if (!events && !text.isEmpty()) {
                    noteSession(response, text);
                    answers.accept(text);
                } else if (events && text.startsWith(EVENT_DATA)) {
                    answers.accept(text.substring(EVENT_DATA.length()));
                }
            }
        }
    }

    /** Notes the session that an answer tells of. */
    private void noteSession(HttpResponse<?> response, String answer) {
        response.headers().firstValue("Mcp-Session-Id").ifPresent(session -> {
            server.version = JsonValue.parse(answer)
                    .get("result")
                    .get("protocolVersion")
                    .text()
                    .orElse(null);
            server.session = session;
        });
    }
}
