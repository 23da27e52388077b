package org.openenv.core.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that says byte by byte what a test tells it, whatever it is asked: the first thing, and then what answers each frame. */
final class GarbageServer implements AutoCloseable {

    /** What is said to a connection. */
    interface Script {
        void play(Line line) throws Exception;
    }

    /** One connection. */
    static final class Line {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        private Line(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** Reads a request's head. */
        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("gone");
                }
                head.append((char) octet);
            }
            return head.toString();
        }

        /** Answers a WebSocket handshake as it should be. */
        void shakeHands() throws Exception {
            Matcher key = Pattern.compile("(?i)sec-websocket-key: (\\S+)").matcher(head());
            if (!key.find()) {
                throw new IOException("no handshake");
            }
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
            say(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n");
        }

        /** The next text of the client, whatever else comes before it. */
        String text() throws IOException {
            while (true) {
                int first = octet();
                int length = octet() & 0x7f;
                if (length == 127) {
                    throw new IOException("no test sends so much");
                } else if (length == 126) {
                    length = ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xffff;
                }
                byte[] mask = in.readNBytes(4);
                byte[] payload = in.readNBytes(length);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                if (first == 0x81) {
                    return new String(payload, UTF_8);
                }
            }
        }

        private int octet() throws IOException {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("gone");
            }
            return octet;
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
        }

        void hex(String digits) throws IOException {
            out.write(HexFormat.of().parseHex(digits.replace(" ", "")));
        }

        /** Sends a text as one frame. */
        void frame(String text) throws IOException {
            byte[] payload = text.getBytes(UTF_8);
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(0x81);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else {
                frame.write(127);
                frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
            }
            frame.writeBytes(payload);
            out.write(frame.toByteArray());
        }

        /** Waits until the client has gone. */
        void silence() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();

    GarbageServer(Script script) throws IOException {
        Thread accepting = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    synchronized (open) {
                        open.add(socket);
                    }
                    Thread talking = new Thread(() -> talk(socket, script));
                    talking.setDaemon(true);
                    talking.start();
                } catch (IOException closed) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    private static void talk(Socket socket, Script script) {
        try (socket) {
            script.play(new Line(socket));
        } catch (Exception gone) {
            // so is this
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
