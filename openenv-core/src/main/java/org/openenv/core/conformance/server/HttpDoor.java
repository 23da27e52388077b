package org.openenv.core.conformance.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.wire.WireCodec;

/** The routes of a server under test. What it answers is bounded in bytes and, all in all, in time. */
record HttpDoor(URI uri, Map<String, String> headers, Duration patience) {

    /** HTTP/1.1: an offer of HTTP/2 in each request is more than a plain server has been told to expect. */
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static final int MAX_BYTES = 16 << 20;

    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final Duration FULL = Duration.ofSeconds(5);
    private static final long POLL_NANOS = 20_000_000;

    /** What came back. */
    record Answer(String request, int status, Map<String, String> headers, String body) {

        /** Returns the body, which must be a JSON object and come with a status. */
        Map<String, Object> object(int expected) {
            return Expect.object("the body of " + request, json(expected));
        }

        private String remedy() {
            return status == UNAUTHORIZED ? "; a token is given by --header 'Authorization: Bearer TOKEN'" : "";
        }

        /** Returns the body, which must be JSON and come with a status. */
        @Nullable
        Object json(int expected) {
            Expect.that(status == expected, "status " + expected + " from " + request, status + " " + body + remedy());
            try {
                return WireCodec.readValue(body);
            } catch (RuntimeException noJson) {
                throw new AssertionError("expected JSON from " + request + ", found " + Expect.shorten(body), noJson);
            }
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** Sends a POST of JSON, again while every place is taken. */
    Answer post(String path, String json) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        long deadline = System.nanoTime() + FULL.toNanos();
        Answer answer = send(request);
        while (answer.status() == UNAVAILABLE && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            answer = send(request);
        }
        return answer;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri + path)).timeout(patience);
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        String what = request.method() + " " + request.uri();
        CompletableFuture<Answer> answer = CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> answer(request, response));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new AssertionError("expected an answer to " + what + " within " + patience, e);
        } catch (ExecutionException e) {
            throw new AssertionError("expected an answer to " + what + ", found " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Answer answer(HttpRequest request, HttpResponse<InputStream> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return new Answer(
                request.method() + " " + request.uri().getPath(),
                response.statusCode(),
                headers,
                text(response.body()));
    }

    private static String text(InputStream body) {
        try (body) {
            var bytes = new ByteArrayOutputStream();
            byte[] chunk = body.readNBytes(1 << 16);
            while (chunk.length > 0) {
                bytes.write(chunk);
                Expect.that(bytes.size() <= MAX_BYTES, "a body of at most " + MAX_BYTES + " bytes", "more");
                chunk = body.readNBytes(1 << 16);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("expected a whole body, found " + e, e);
        }
    }
}
