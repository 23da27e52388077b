package org.openenv.coding.server.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/** A TCP connection with a read buffer, and as much of HTTP as a benchmark needs. Used by one thread at a time. */
final class Connection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    /** The first line of a message and what its header says about the body. */
    record Head(String line, int contentLength, boolean upgrade) {

        /** Returns the status of an answer. */
        int status() {
            return Integer.parseInt(line.split(" ", 3)[1]);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int end;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Connects to the host of a URI; a wait of a minute for an answer is an error. */
    static Connection to(URI uri) throws IOException {
        boolean secure = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        Socket socket = secure ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        try {
            socket.connect(new InetSocketAddress(uri.getHost(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new Connection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void send(String head) throws IOException {
        out.write(head.getBytes(StandardCharsets.UTF_8));
    }

    int read() throws IOException {
        if (next == end) {
            next = 0;
            end = in.read(buffer);
            if (end < 0) {
                end = 0;
                throw new EOFException("the other side closed the connection");
            }
        }
        return buffer[next++] & 0xff;
    }

    void readFully(byte[] into, int offset, int length) throws IOException {
        int buffered = Math.min(length, end - next);
        System.arraycopy(buffer, next, into, offset, buffered);
        next += buffered;
        if (in.readNBytes(into, offset + buffered, length - buffered) < length - buffered) {
            throw new EOFException("the other side closed the connection within a message");
        }
    }

    /** Reads the head of a request or an answer. */
    Head readHead() throws IOException {
        String line = readLine();
        int length = 0;
        boolean upgrade = false;
        for (String field = readLine(); !field.isEmpty(); field = readLine()) {
            int colon = field.indexOf(':');
            String name = field.substring(0, Math.max(colon, 0));
            if (name.equalsIgnoreCase("content-length")) {
                length = Integer.parseInt(field.substring(colon + 1).strip());
            } else if (name.equalsIgnoreCase("upgrade")) {
                upgrade = true;
            } else if (name.equalsIgnoreCase("transfer-encoding")) {
                throw new IOException("a body without a content-length can't be read: " + field);
            }
        }
        return new Head(line, length, upgrade);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c != '\n'; c = read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
