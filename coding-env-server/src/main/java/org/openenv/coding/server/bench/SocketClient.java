package org.openenv.coding.server.bench;

import java.io.IOException;

/** A WebSocket session of a server: one text out, one text in. */
final class SocketClient implements AutoCloseable {

    private static final String UPGRADE = """
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: b3BlbmVudi1iZW5jaG1hcg==\r
            \r
            """;
    private static final byte[] CLOSE_FRAME = Frames.ofClient(Frames.CLOSE, "");

    private final Connection connection;
    private final Frames frames;

    private SocketClient(Connection connection) {
        this.connection = connection;
        this.frames = new Frames(connection);
    }

    /** Connects, and leaves the session as the server opens it: not reset. */
    static SocketClient open(Target target) throws IOException {
        return open(target, "/ws");
    }

    /** Connects to another WebSocket than that of steps. */
    static SocketClient open(Target target, String path) throws IOException {
        Connection connection = Connection.to(target.base());
        try {
            connection.send(target.head("GET", path) + UPGRADE);
            Connection.Head head = connection.readHead();
            if (head.status() != 101) {
                throw new IOException(target.base() + path + " answered " + head.line());
            }
            return new SocketClient(connection);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Sends a framed text. */
    void send(byte[] frame) throws IOException {
        connection.send(frame);
    }

    /** Waits for the next text; returns its length. */
    int receive() throws IOException {
        while (true) {
            int opcode = frames.read();
            if (opcode == Frames.TEXT) {
                Answer.check(frames.payload(), frames.length());
                return frames.length();
            }
            if (opcode == Frames.PING) {
                connection.send(Frames.ofClient(Frames.PONG, frames.text()));
            } else if (opcode == Frames.CLOSE) {
                throw new IOException("the server closed the connection");
            }
        }
    }

    /** Sends a framed text and waits for the answer; returns its length. */
    int ask(byte[] frame) throws IOException {
        send(frame);
        return receive();
    }

    /** Returns the text received last. */
    String text() {
        return frames.text();
    }

    /** Says goodbye and waits until the server has said it too. */
    void leave() throws IOException {
        send(CLOSE_FRAME);
        int opcode = frames.read();
        while (opcode != Frames.CLOSE) {
            opcode = frames.read();
        }
        close();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
