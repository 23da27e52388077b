package org.openenv.coding.server.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * WebSocket frames over a connection, for both sides of it. A text is framed once and sent many times; its mask is zero,
 * which leaves the bytes as they are.
 */
final class Frames {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private final Connection connection;
    private byte[] payload = new byte[4096];
    private int length;
    private boolean last;

    Frames(Connection connection) {
        this.connection = connection;
    }

    /** Returns the frame of a text as a client sends it. */
    static byte[] ofClient(int opcode, String text) {
        return frame(opcode, text, 0x80);
    }

    /** Returns the frame of a text as a server sends it. */
    static byte[] ofServer(int opcode, String text) {
        return frame(opcode, text, 0);
    }

    private static byte[] frame(int opcode, String text, int masked) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(bytes.length + 14).put((byte) (0x80 | opcode));
        if (bytes.length < 126) {
            frame.put((byte) (masked | bytes.length));
        } else if (bytes.length < 65536) {
            frame.put((byte) (masked | 126)).putShort((short) bytes.length);
        } else {
            frame.put((byte) (masked | 127)).putLong(bytes.length);
        }
        if (masked != 0) {
            frame.putInt(0);
        }
        frame.put(bytes);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** Reads one message, or one control frame; returns its opcode. */
    int read() throws IOException {
        length = 0;
        int opcode = readFrame();
        while (!last) {
            readFrame();
        }
        return opcode;
    }

    private int readFrame() throws IOException {
        int first = connection.read();
        int second = connection.read();
        last = (first & 0x80) != 0;
        int size = size(second & 0x7f);
        if ((second & 0x80) != 0) {
            for (int i = 0; i < 4; i++) {
                connection.read();
            }
        }
        if (payload.length < length + size) {
            payload = Arrays.copyOf(payload, 2 * (length + size));
        }
        connection.readFully(payload, length, size);
        length += size;
        return first & 0x0f;
    }

    private int size(int announced) throws IOException {
        int bytes = announced == 126 ? 2 : announced == 127 ? 8 : 0;
        long size = bytes == 0 ? announced : 0;
        for (int i = 0; i < bytes; i++) {
            size = size << 8 | connection.read();
        }
        return Math.toIntExact(size);
    }

    /** The bytes of the message read last; only the first {@link #length} count, until the next is read. */
    byte[] payload() {
        return payload;
    }

    int length() {
        return length;
    }

    String text() {
        return Answer.text(payload, length);
    }
}
