package org.openenv.core.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.WireCodec;

/**
 * A running server that is put to the {@link ServerChecks}.
 *
 * @param uri where it answers, such as {@code http://localhost:8000} or {@code http://localhost:8000/envs/echo_env}
 * @param action an action that the environment accepts, as JSON text
 * @param headers what to send along with each request, such as {@code Authorization}; possibly empty
 * @param patience how long an answer may take, positive
 */
public record ServerUnderTest(URI uri, String action, Map<String, String> headers, Duration patience) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration FULL = Duration.ofSeconds(5);
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final long POLL_NANOS = 20_000_000;
    private static final String ASK_STATE = "{\"type\":\"state\"}";

    /** Checks and copies. */
    public ServerUnderTest {
        if (uri.getHost() == null || uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "a server's address looks like http://localhost:8000, was '" + uri + "'");
        }
        uri = URI.create(uri.toString().replaceAll("/+$", ""));
        headers = Map.copyOf(headers);
    }

    URI socketUri() {
        return URI.create(uri.toString().replaceFirst("^http", "ws") + "/ws");
    }

    /** Connects and makes sure that there is a session, waiting a moment for a place. */
    Conversation open() {
        long deadline = System.nanoTime() + FULL.toNanos();
        while (true) {
            Conversation conversation = Conversation.connect(this);
            Map<String, Object> answer = conversation.ask(ASK_STATE);
            if (!isRefusal(answer)) {
                Conversation.data(answer, "state");
                return conversation;
            }
            conversation.close();
            if (System.nanoTime() > deadline) {
                throw new NotApplicableException("the server has no place for another session: "
                        + Expect.object("data", answer.get("data")).get("message"));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Connects and asks for the state; returns {@code null}, having checked the refusal, if every place is taken. */
    @Nullable
    Conversation openIfThereIsRoom() {
        Conversation conversation = Conversation.connect(this);
        Map<String, Object> answer = conversation.ask(ASK_STATE);
        if (!isRefusal(answer)) {
            return conversation;
        }
        Map<String, Object> refusal = Expect.object("data", answer.get("data"));
        Expect.that(refusal.get("message") instanceof String, "the refusal to have a message", refusal);
        Expect.that(refusal.get("active_sessions") instanceof Integer, "the refusal to count active_sessions", refusal);
        Expect.that(refusal.get("max_sessions") instanceof Integer, "the refusal to tell max_sessions", refusal);
        Expect.equal("the close code of a refused connection", 1000, conversation.closeCode());
        conversation.close();
        return null;
    }

    private static boolean isRefusal(Map<String, Object> answer) {
        return answer.get("data") instanceof Map<?, ?> data && "CAPACITY_REACHED".equals(data.get("code"));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    /** Sends a POST of JSON, again while every place is taken. */
    HttpResponse<String> post(String path, String json) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        long deadline = System.nanoTime() + FULL.toNanos();
        HttpResponse<String> response = send(request);
        while (response.statusCode() == 503 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            response = send(request);
        }
        return response;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri + path)).timeout(patience);
        headers.forEach(request::header);
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            return CLIENT.send(built, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("expected an answer to " + built.method() + " " + built.uri() + ", found " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Returns a body that must be a JSON object, of an answer that must have a status. */
    static Map<String, Object> body(int status, HttpResponse<String> response) {
        Expect.that(
                response.statusCode() == status,
                "status " + status + " from " + response.uri().getPath(),
                response.statusCode() + " " + response.body());
        return Expect.object("the body", WireCodec.readValue(response.body()));
    }
}
