package org.openenv.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Plain HTTP requests to a server under test, as curl would make them. */
public final class RawHttp {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI base;
    private final Map<String, String> headers;

    /**
     * Makes a caller of one server.
     *
     * @param base where the server is
     */
    public RawHttp(URI base) {
        this(base, Map.of());
    }

    private RawHttp(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /**
     * Returns a caller of the same server that sends one more header with every request.
     *
     * @param name the header's name
     * @param value its value
     * @return another caller
     */
    public RawHttp with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new RawHttp(base, more);
    }

    /**
     * Sends a GET.
     *
     * @param path the path
     * @return the response
     */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /**
     * Sends a POST of JSON.
     *
     * @param path the path
     * @param json the body
     * @return the response
     */
    public HttpResponse<String> post(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    /**
     * Sends a POST of bytes.
     *
     * @param path the path
     * @param body the body
     * @param contentType the type it is said to have; empty for none
     * @return the response
     */
    public HttpResponse<String> post(String path, byte[] body, String contentType) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(contentType.isEmpty() ? request : request.header("Content-Type", contentType));
    }

    /**
     * Sends any method without a body.
     *
     * @param method the method
     * @param path the path
     * @return the response
     */
    public HttpResponse<String> method(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        headers.forEach(request::header);
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
