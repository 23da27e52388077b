package org.openenv.coding.server.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A program that answers every OpenEnv message with the same bytes and does nothing else: what the benchmark's client
 * reaches against it is the client's own limit on this machine.
 */
final class CeilingServer {

    private static final String OBSERVATION = """
            {"observation":{"stdout":"1\\n","stderr":"","exit_code":0},"reward":0.1,"done":false}""";
    private static final byte[] MESSAGE =
            Frames.ofServer(Frames.TEXT, "{\"type\":\"observation\",\"data\":" + OBSERVATION + "}");
    private static final String SWITCHING = """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            \r
            """;
    private static final byte[] GOODBYE = Frames.ofServer(Frames.CLOSE, "");

    private CeilingServer() {}

    /** Serves until its standard input ends, which it does when the benchmark goes. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
            start(() -> accept(server));
            System.out.println("ceiling at http://127.0.0.1:" + server.getLocalPort());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the benchmark is over
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(Socket socket) {
        try (Connection connection = new Connection(socket)) {
            while (true) {
                Connection.Head request = connection.readHead();
                if (request.upgrade()) {
                    connection.send(SWITCHING);
                    converse(connection);
                    return;
                }
                connection.readFully(new byte[request.contentLength()], 0, request.contentLength());
                connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + OBSERVATION.length() + "\r\n\r\n" + OBSERVATION);
            }
        } catch (IOException gone) {
            // a client leaves as it likes
        }
    }

    private static void converse(Connection connection) throws IOException {
        Frames frames = new Frames(connection);
        while (frames.read() != Frames.CLOSE) {
            connection.send(MESSAGE);
        }
        connection.send(GOODBYE);
    }
}
