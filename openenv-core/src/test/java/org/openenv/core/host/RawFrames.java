package org.openenv.core.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A WebSocket client that sends frames as it likes, byte by byte, whether the protocol allows them or not. */
final class RawFrames implements AutoCloseable {

    static final int TEXT = 0x81;
    static final int TEXT_BEGINS = 0x01;
    static final int CLOSE = 0x88;
    private static final int PONG = 0x8a;
    private static final int MASKED = 0x80;

    private final Socket socket;

    RawFrames(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                        .getBytes(US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
    }

    /** Sends a masked frame of up to 65,535 bytes. */
    RawFrames send(int first, String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(8 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        }
        socket.getOutputStream().write(frame.putInt(0).put(payload).array(), 0, frame.position());
        return this;
    }

    /** Sends bytes written as hexadecimal digits, with blanks as one likes. */
    RawFrames hex(String digits) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(digits.replace(" ", "")));
        return this;
    }

    /** Says that it will send nothing more. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The next text, pings left out. */
    String text() throws IOException {
        while (true) {
            int first = read();
            byte[] payload = payload();
            if (first == TEXT) {
                return new String(payload, UTF_8);
            }
            assertThat(first).as("a text, not the end of the connection").isNotEqualTo(CLOSE);
        }
    }

    /** Waits for the answer to a ping: by then the server has read whatever was sent before. */
    void awaitPong() throws IOException {
        int first;
        do {
            first = read();
            payload();
        } while (first != PONG);
    }

    /** The code of the close frame, whatever comes before it. */
    int closeCode() throws IOException {
        while (true) {
            int first = read();
            byte[] payload = payload();
            if (first == CLOSE) {
                return payload.length < 2 ? 0 : ByteBuffer.wrap(payload).getShort() & 0xffff;
            }
        }
    }

    private byte[] payload() throws IOException {
        int length = read();
        if (length == 126) {
            length = read() << 8 | read();
        }
        assertThat(length).isLessThan(65_536);
        return socket.getInputStream().readNBytes(length);
    }

    private int read() throws IOException {
        InputStream in = socket.getInputStream();
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the server closed the connection");
        }
        return octet;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
