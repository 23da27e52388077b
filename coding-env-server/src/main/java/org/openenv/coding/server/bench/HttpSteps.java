package org.openenv.coding.server.bench;

import java.io.IOException;

/** Steps over plain HTTP, in a session of its own where the server offers {@code POST /sessions}. */
final class HttpSteps implements Operation {

    private static final int CREATED = 201;

    private final HttpClient http;
    private final byte[] step;
    private final byte[] end;

    private HttpSteps(HttpClient http, byte[] step, byte[] end) {
        this.http = http;
        this.step = step;
        this.end = end;
    }

    static HttpSteps open(Target target, String action) throws IOException {
        HttpClient http = new HttpClient(target);
        try {
            String header = "";
            byte[] end = {};
            if (http.ask(http.post("/sessions", "", "{}")) == CREATED) {
                String id = Answer.sessionId(http.text());
                header = "X-Session-ID: " + id + "\r\n";
                end = http.request("DELETE", "/sessions/" + id);
            }
            http.expect(http.post("/reset", header, "{}"));
            return new HttpSteps(http, http.post("/step", header, "{\"action\":" + action + "}"), end);
        } catch (IOException refused) {
            http.close();
            throw refused;
        }
    }

    @Override
    public void perform() throws IOException {
        http.expect(step);
    }

    @Override
    public void close() throws IOException {
        try (http) {
            if (end.length > 0) {
                http.ask(end);
            }
        }
    }
}
