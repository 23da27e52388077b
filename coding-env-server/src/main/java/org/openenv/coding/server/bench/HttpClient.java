package org.openenv.coding.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Plain HTTP over one connection kept alive: one request out, one answer in. */
final class HttpClient implements AutoCloseable {

    private final Target target;
    private final Connection connection;
    private byte[] body = new byte[4096];
    private int length;

    HttpClient(Target target) throws IOException {
        this.target = target;
        this.connection = Connection.to(target.base());
    }

    /** Returns a request with a JSON body and, before it, header lines of its own. */
    byte[] post(String path, String header, String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return (target.head("POST", path) + header + "Content-Type: application/json\r\nContent-Length: "
                        + content.length + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a request without a body. */
    byte[] request(String method, String path) {
        return (target.head(method, path) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a request and returns the status of the answer, whatever it is. */
    int ask(byte[] request) throws IOException {
        connection.send(request);
        Connection.Head head = connection.readHead();
        length = head.contentLength();
        if (length > body.length) {
            body = new byte[2 * length];
        }
        connection.readFully(body, 0, length);
        return head.status();
    }

    /** Sends a request that should succeed. */
    void expect(byte[] request) throws IOException {
        int status = ask(request);
        if (status >= 300) {
            throw Answer.refused(text(), "HTTP " + status);
        }
    }

    /** Returns the body received last. */
    String text() {
        return Answer.text(body, length);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
