package org.openenv.core.client;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ServerAddress;
import org.openenv.core.wire.WireCodec;

/**
 * A session that was opened by {@code POST /sessions}, or is a copy of another, and outlives the connections to it.
 *
 * @param server where it is
 * @param id its name there
 * @param own whether it was opened for this client, which then ends it
 * @param config how to ask
 */
record KeptSession(ServerAddress server, String id, boolean own, ClientConfig config) {

    private static final int CREATED = 201;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_BYTES = 64 * 1024;

    /** Opens one; fails with why there is none. */
    static CompletableFuture<KeptSession> open(ServerAddress server, ClientConfig config) {
        if (config.sessionId() != null) {
            return CompletableFuture.completedFuture(new KeptSession(server, config.sessionId(), false, config));
        }
        URI uri = URI.create(server.http() + "/sessions");
        return send(uri, config, "POST")
                .orTimeout(config.connectTimeout().toMillis() + 500, TimeUnit.MILLISECONDS)
                .thenApply(response -> new KeptSession(server, id(uri, response), true, config));
    }

    /** What a server answers, as far as it is looked at. */
    private record Answer(int status, String body) {}

    private static CompletableFuture<Answer> send(URI uri, ClientConfig config, String method) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(ServerAddress.dialable(uri))
                    .timeout(config.connectTimeout())
                    .method(method, HttpRequest.BodyPublishers.noBody());
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            return config.access()
                    .http()
                    .sendAsync(
                            config.access().show(request).build(),
                            HttpResponse.BodyHandlers.ofByteArrayConsumer(
                                    part -> part.ifPresent(bytes -> take(bytes, body))))
                    .thenApply(response -> new Answer(response.statusCode(), body.toString(StandardCharsets.UTF_8)));
        } catch (UnknownHostException unknown) {
            return CompletableFuture.failedFuture(unknown);
        }
    }

    private static void take(byte[] part, ByteArrayOutputStream body) {
        if (body.size() + part.length > MOST_BYTES) {
            throw new OpenEnvException(ErrorCode.INVALID_ANSWER, "the server's answer about a session has no end");
        }
        body.writeBytes(part);
    }

    private static String id(URI uri, Answer response) {
        String body = response.body().length() <= 1000
                ? response.body()
                : response.body().substring(0, 1000);
        if (response.status() == CREATED
                && WireCodec.readValue(body) instanceof Map<?, ?> fields
                && fields.get("session_id") instanceof String id) {
            return id;
        }
        if (response.status() == UNAVAILABLE) {
            throw new OpenEnvException(ErrorCode.CAPACITY_REACHED, uri + " has no place for a session: " + body);
        }
        throw new OpenEnvException(
                ErrorCode.INVALID_ANSWER,
                uri + " opens no session that outlives a connection, it answered " + response.status() + ": " + body
                        + "; connect without withReattach");
    }

    /** Where a connection attaches to it. */
    URI socket() {
        return URI.create(attaching(server, id) + (config.times().reattach().isZero() ? "" : "&resume=true"));
    }

    /** Where a connection attaches to the session that a client is to have, if any. */
    static URI socket(ServerAddress server, ClientConfig config) {
        return config.sessionId() == null ? server.socket() : URI.create(attaching(server, config.sessionId()));
    }

    private static String attaching(ServerAddress server, String id) {
        return server.socket() + (server.query().isEmpty() ? "?" : "&") + "session_id="
                + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** Ends it; waits for that a little. A server that does not hear of it ends it when it was idle for long enough. */
    void end(Duration patience) {
        if (!own) {
            return;
        }
        try {
            send(URI.create(server.http() + "/sessions/" + id), config, "DELETE")
                    .get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception unheard) {
            // its idle time ends it
        }
    }
}
